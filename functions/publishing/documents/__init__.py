"""Documents on paper: what each says, in French and as plain data, and the typesetting of it."""
