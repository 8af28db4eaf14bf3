"""Which devices are told of things, and telling them."""
