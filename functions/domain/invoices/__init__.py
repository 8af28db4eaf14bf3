"""The documents about money that a family gets (invoices, credit notes, certificates), and the debts behind them."""
