"""The commune, what its régie chose, its agents and its news."""
