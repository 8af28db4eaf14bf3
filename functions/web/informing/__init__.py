"""Writing to many families, and what a family was sent."""
