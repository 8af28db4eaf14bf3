"""What is stored of a child's month (bookings, absences, attendance) and of a service's (places, queues); the basket."""
