"""The plans of merges, and each kind of item that lies with a family, as it moves to another."""
