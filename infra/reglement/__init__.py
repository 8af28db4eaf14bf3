"""Commands for town clerks and tests: check a règlement, list its deadlines, price a unit."""
