"""Writing to many families at once, and following what became of it."""
