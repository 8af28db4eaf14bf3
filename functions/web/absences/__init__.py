"""Routes of absences, for parents and for agents."""
