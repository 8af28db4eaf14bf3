"""What keeps a child safe, in the table: an item of its own, which few functions read."""
