"""What is written down of who read what."""
