"""Two files of one family made one: what becomes of each thing that they hold."""
