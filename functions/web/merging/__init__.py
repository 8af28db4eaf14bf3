"""Merging two files of one family."""
