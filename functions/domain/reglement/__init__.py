"""What a town decides, and the instants that follow from it."""
