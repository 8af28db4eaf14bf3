"""The till, encashment statements, payments and alerts in the table."""
