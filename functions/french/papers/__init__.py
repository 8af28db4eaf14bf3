"""The states of papers in French."""
