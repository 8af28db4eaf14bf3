"""French sentences: everything a parent or an agent reads that is not in a template."""
