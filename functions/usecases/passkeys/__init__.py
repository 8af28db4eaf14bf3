"""Adding passkeys, signing in with them, taking them away."""
