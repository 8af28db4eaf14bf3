"""Validating a basket, filling it, the week grid, yearly bookings, promotion from the waiting list, requests to the town."""
