"""The menus of the weeks, written."""
