"""Finding a family of the town: what stands of it in the directory, and the words under which it is found."""
