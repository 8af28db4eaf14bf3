"""Logins, sessions, activations and throttles in the table."""
