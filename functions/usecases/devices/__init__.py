"""Enrolling a tablet, choosing a short code, and unlocking the one with the other."""
