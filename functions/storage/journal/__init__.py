"""The journal of a commune, read: who did what, and when."""
