"""Articles in the table, and the list of those that time will change."""
