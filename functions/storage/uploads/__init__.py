"""Where files on their way are noted."""
