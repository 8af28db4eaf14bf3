"""Agents write the town's news, and see it as it will be published."""
