"""What families ask of their town, in words."""
