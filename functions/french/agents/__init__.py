"""What agents are called, and what each role may do."""
