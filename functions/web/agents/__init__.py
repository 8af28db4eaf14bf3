"""Who works for a commune: in which roles, where, and until when."""
