"""The règlement in French: rules, conditions, tariffs, closures, limits."""
