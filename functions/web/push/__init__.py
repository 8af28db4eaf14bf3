"""Routes of the devices that are told of things."""
