"""Whether an action on a slot is possible, until when, at what price, and why not."""
