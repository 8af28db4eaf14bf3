"""Who came, and what that adds to the bill."""
