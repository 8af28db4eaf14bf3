"""Passkeys in the partition of their login, and the challenges that they answer."""
