"""Routes of the planning, the basket, the waiting list and booking requests."""
