"""Making one file of two that are of the same family."""
