"""The menus of the weeks, for everybody to read and the kitchen to write."""
