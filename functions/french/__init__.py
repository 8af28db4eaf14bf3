"""French sentences that the server makes of what the domain knows: dates, sums, refusals, rules.

The text of pages and mails is in the templates. What only the browser can say (no network, a click that waits for its answer) is in its scripts.
"""
