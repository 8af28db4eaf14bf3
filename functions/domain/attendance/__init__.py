"""Attendance: which children came, and what that adds to the bill."""
