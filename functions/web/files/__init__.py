"""The file of a family, for those who keep it."""
