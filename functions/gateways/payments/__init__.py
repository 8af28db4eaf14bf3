"""Online payment: the port that use cases call, and the treasury's PayFiP behind it."""
