"""The words of a family's own data."""
