"""What is said of an article: where it stands, and whom it concerns."""
