"""Meals and orders in French."""
