"""Money at the counter and online, the till, what is unpaid, the hand-over to the treasury, alerts."""
