"""Papers in the table: an item for each, with the family."""
