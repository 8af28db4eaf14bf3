"""Keeping what the town knows of a family."""
