"""Planning, previewing and issuing the invoices of a period, and filing their documents."""
