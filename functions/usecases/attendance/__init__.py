"""Writing down who came."""
