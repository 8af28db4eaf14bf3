"""Waiting for a place, and giving those that are freed."""
