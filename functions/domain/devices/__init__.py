"""Tablets that a town keeps for those who look after children, and the short codes of these persons."""
