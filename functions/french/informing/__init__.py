"""Whom a message of the town is for and what became of it, in words."""
