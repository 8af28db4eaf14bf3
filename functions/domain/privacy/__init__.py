"""What the law asks about personal data: what a family may read of itself, and how long each thing is kept."""
