"""Invoices, debts, credit and filed documents in the table."""
