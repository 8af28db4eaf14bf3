"""Threads between families and their town, from both sides."""
