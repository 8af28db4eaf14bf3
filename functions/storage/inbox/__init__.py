"""What waits for an answer of the town's agents, of all kinds."""
