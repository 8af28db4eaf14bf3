"""What a portal costs a month, from what its acts were measured to use and from AWS's list prices."""
