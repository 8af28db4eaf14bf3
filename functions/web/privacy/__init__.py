"""A parent's rights over the family's data."""
