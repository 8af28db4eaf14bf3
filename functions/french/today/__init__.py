"""What an agent reads of the day."""
