"""A family's file, its children, and how two families share what a child costs."""
