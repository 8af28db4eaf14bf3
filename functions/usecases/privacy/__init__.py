"""Handing a family all that is kept of it."""
