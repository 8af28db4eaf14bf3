"""What a unit of a service costs, and whether a tariff grid has a price for every family."""
