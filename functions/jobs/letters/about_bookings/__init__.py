"""Letters about what is booked, missed, waited for, called off or about to close."""
