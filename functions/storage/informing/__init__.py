"""What the town wrote to many families, and the families that were sent it, in the table."""
