"""The first screen of a parent, in words."""
