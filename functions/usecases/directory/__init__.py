"""Finding families: the search, the list and its filters."""
