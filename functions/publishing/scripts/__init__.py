"""The modules of a page as one file of little weight."""
