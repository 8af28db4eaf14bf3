"""What a commune decides: its own file, its agents, its règlement, its news, and how it invoices and collects."""
