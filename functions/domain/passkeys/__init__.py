"""Passkeys: how somebody signs in without a password."""
