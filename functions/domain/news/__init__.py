"""The news that a town publishes: what an article says, to whom, from when until when, and what state it is in."""
