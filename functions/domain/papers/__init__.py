"""What the town asks each family to show, and what it has seen."""
