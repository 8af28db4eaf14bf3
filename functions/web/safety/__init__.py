"""What keeps a child safe, for those who may know it."""
