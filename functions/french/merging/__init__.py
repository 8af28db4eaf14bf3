"""What merging two files does, in the words of a town hall."""
