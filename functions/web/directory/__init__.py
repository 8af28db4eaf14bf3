"""Finding the families of a town."""
