"""Menus in French, read and said."""
