"""The menus of the weeks, an item each."""
