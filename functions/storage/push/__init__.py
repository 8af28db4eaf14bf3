"""The devices of each login that are told of things, in the table."""
