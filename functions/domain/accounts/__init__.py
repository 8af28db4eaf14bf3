"""Logins, passwords and the activation of an account."""
