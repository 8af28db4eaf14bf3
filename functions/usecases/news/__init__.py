"""Writing, correcting, withdrawing and putting back an article, and publishing it at its hour."""
