"""A family asks its town something, and is answered."""
