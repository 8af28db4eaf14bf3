"""What a town hall's day holds, by role."""
