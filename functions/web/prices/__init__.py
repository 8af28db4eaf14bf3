"""Routes of the price simulator."""
