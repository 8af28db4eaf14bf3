"""What is done each night for every commune."""
