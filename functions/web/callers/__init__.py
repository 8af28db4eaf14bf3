"""Who may call: each admission reads what it must and hands the handler a typed caller."""
