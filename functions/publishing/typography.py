"""Spaces: those that French needs, without those that only the templates' authors do."""

import re

NO_BREAK = "\u00a0"
TAG = re.compile(r"(<[^>]*>)")
BEFORE = re.compile(r" (?=[:;!?»€%])")
AFTER = re.compile(r"(?<=«) ")
INDENTATION = re.compile(r"\n\s+")
HOURS = re.compile(r"(?<=\d) h\b(?: (?=\d\d\b))?")


def french_spaces(html: str) -> str:
    """The same page with no-break spaces where French typography has them; tags and their attributes are left alone."""
    pieces = TAG.split(html)
    return "".join(piece if piece.startswith("<") else _text(piece) for piece in pieces)


def light(html: str) -> str:
    """The same page without indentation, unless it holds text whose spaces count."""
    return html if "<pre" in html else INDENTATION.sub("\n", html)


def _text(text: str) -> str:
    text = AFTER.sub(NO_BREAK, BEFORE.sub(NO_BREAK, text))
    return HOURS.sub(lambda match: match[0].replace(" ", NO_BREAK), text)
