"""Families, children and requests to correct a file in the table."""
