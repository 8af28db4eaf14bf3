"""From a click in the basket to a validated or answered booking."""
