"""Attendance in French: what a list says of a child, and why a tap is refused."""
