"""Bookings that are paid before they hold."""
