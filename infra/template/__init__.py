"""The template: what Chalice makes of `app.py`, and everything around it."""
