"""Telling devices: the job, apart from those of mails."""
