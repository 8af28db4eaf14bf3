"""The routes of passkeys."""
