"""Mails that did not leave, and addresses that receive none, for agents."""
