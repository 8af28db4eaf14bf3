"""What every repository is made of: items, keys, reading, the transaction, upgrades, and what is written with each act."""
