"""Communes with their règlement, agents and news in the table."""
