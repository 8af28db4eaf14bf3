"""The pages of a town's news, and the same article as its author sees it before."""
