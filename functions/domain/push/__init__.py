"""Notifications on a device: which kinds, where they may be sent, the hours in which nothing rings."""
