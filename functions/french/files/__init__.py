"""The fields of a family's file in the words of a town hall."""
