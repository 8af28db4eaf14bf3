"""Everything around the functions: the local run, the headers, packaging and deployment."""
