"""Delivering the messages of the outbox, and addressing them to the members of a family."""
