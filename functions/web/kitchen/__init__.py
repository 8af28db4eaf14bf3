"""Routes of the kitchen, and of the caterer outside."""
