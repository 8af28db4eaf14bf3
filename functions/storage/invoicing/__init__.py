"""Invoicing runs, previews, what they read of a household, and held places in the table."""
