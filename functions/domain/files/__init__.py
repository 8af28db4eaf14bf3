"""What an agent changes in a family's file, and what somebody else changed there meanwhile."""
