"""Opening, following and settling payments online, and the alerts that they raise."""
