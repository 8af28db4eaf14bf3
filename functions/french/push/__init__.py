"""What a notification says: that there is something to see, never what."""
