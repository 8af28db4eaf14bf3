"""Routes of reminders and of the personal calendar."""
