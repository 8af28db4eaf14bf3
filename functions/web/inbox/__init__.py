"""All that waits for an answer of the town hall, in one list, and each with what answering it does."""
