"""The directory of a town's families in the table: kept with each act that changes a file, and searched."""
