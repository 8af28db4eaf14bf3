"""What families declare and what the town calls off, and which of those days are billed."""
