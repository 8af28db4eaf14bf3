"""Routes of the second factor: at sign-in, in one's own account, and for the agents of a commune."""
