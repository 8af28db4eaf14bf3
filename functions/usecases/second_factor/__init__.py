"""Setting, giving and losing the second factor of agents."""
