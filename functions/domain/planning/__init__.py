"""What is kept of a child's month and of a service's month: bookings, absences, attendance, places, queues, and the basket."""
