"""From the months of children to the lines of an invoice."""
