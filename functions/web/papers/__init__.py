"""Papers, for those who ask for them."""
