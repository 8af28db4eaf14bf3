"""What an agent reads of what waits for an answer."""
