"""What families and their town write to each other."""
