"""The town's tablets and the short codes, in the table."""
