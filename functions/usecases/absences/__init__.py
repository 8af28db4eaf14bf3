"""Declaring, proving, deciding and withdrawing absences, and calling services off."""
