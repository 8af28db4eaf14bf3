"""Two towns that do not exist, with families, bookings and invoices that look like life."""
