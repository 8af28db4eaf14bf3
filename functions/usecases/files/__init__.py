"""A family's file as the town keeps it: read whole, edited in place."""
