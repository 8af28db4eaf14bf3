"""Opening, keeping and closing logins and sessions."""
