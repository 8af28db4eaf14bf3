"""Files on their way, from both sides."""
