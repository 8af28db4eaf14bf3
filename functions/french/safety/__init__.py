"""Allergens and marks in French."""
