"""Delivering the messages of the outbox, and whom they are for."""
