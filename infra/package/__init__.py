"""What is deployed, as files: `make package`, or `python -m infra.package`.

Chalice ships `app.py`, itself, `chalicelib/` and `vendor/` and nothing else. So it is asked for that alone, and for its
template; the libraries and the rest of the repository are put beside it, compiled, and zipped again.
"""
