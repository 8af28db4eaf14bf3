"""What the town tells many families at once by mail: to whom, and what became of it."""
