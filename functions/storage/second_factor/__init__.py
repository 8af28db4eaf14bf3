"""Second factors, and sign-ins that wait for one, in the login's own partition."""
