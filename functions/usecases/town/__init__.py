"""What a commune decides: opening, agents, règlement, news, how it invoices and collects."""
