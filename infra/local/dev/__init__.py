"""Pages for whoever tries the local run: the mails that left, the clock, the scheduled functions."""
