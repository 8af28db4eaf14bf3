"""Orders of meals in the table, and what they are counted from."""
