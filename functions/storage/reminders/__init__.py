"""How far an evening's reminders went, in the table."""
