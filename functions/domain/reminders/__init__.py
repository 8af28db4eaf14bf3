"""What closes when, whom to remind of it, and the family's calendar."""
