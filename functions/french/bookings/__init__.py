"""The planning, booking requests and absences in French."""
