"""Dates, sums, numbers, places and devices in French."""
