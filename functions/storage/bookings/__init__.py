"""Months of children and services, waiting queues, baskets and booking requests in the table."""
