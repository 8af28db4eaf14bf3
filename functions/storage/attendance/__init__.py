"""What was written down of who came, event by event."""
