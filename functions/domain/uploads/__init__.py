"""Files that families and agents send."""
