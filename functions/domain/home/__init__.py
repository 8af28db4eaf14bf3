"""What a parent comes to the portal for: the next days, what closes, what the month comes to, what is owed."""
