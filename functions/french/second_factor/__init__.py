"""The second factor of agents in words."""
