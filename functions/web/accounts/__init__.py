"""Routes of logins, sessions and activation."""
