"""Documents about money, and the debts behind them."""
