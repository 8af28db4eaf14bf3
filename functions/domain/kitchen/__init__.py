"""Meals: how many of which kind for which school, and what is ordered of them."""
