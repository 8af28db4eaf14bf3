"""Where threads between families and their town are kept."""
