"""Routes of the family's file."""
