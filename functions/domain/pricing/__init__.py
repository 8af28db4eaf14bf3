"""What a unit of a service costs, and whether a tariff grid is whole."""
