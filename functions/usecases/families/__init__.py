"""Registering families, keeping their files up to date, and what they accept and agree on."""
