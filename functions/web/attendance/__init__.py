"""Routes of attendance."""
