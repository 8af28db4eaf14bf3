"""What agents read about families in a list."""
