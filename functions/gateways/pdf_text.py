"""The words of a PDF, each with its place: pypdf, which is imported with the first document that is read.

pypdf tells places to its own layout mode alone (`_layout_mode`), so this asks there; the version is pinned, and tests read real files.
What holds no text (a scan), what it cannot read and what is drawn in a form of its own has no words.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from functions.domain.menus.printed import Piece

MOST_PAGES: Final = 6

_log = logging.getLogger(__name__)


def printed_pages(body: bytes) -> list[list[Piece]]:
    """The pieces of each page, of the first ones where there are many; empty where nothing can be read."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(body))
        return [list(_pieces(page, reader)) for page in reader.pages[:MOST_PAGES]]
    except Exception as problem:  # whatever a program wrote there: the document is shown all the same
        _log.info("pdf not read kind=%s", type(problem).__name__)
        return []


def _pieces(page: Any, reader: Any) -> Iterator[Piece]:
    from pypdf._text_extraction._layout_mode import text_show_operations
    from pypdf.generic import ContentStream

    contents = page.get("/Contents")
    if contents is None:
        return
    operations = iter(ContentStream(contents.get_object(), reader, "bytes").operations)
    for shown in text_show_operations(operations, page._layout_mode_fonts()):
        text = " ".join(shown["text"].split())
        if text:
            top = -shown["ty"] * shown["flip_sort"]
            yield Piece(shown["tx"], shown["displaced_tx"], top, abs(shown["font_height"]), text)
