"""Declared absences and what the town called off, in the table."""
