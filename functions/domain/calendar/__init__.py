"""Days, months, weeks, school years, public holidays and the periods that invoices cover."""
