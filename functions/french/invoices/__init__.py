"""Invoices, debts, periods, documents and alerts in French."""
