"""Routes of invoices, their documents, the year, and what payment providers notify."""
