"""The acts of the régisseur on debts, credit and the till."""
