"""Data and a template of `templates/documents` → a PDF that screen readers can read and archives may keep.

PDF/UA-1 with PDF/A-2a: tagged, titled, in French, its font (Libertinus Serif, SIL Open Font License, brought by typst) embedded.
The same data at the same instant gives the same bytes, so a document rendered twice is the same document.
"""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

STANDARDS: "list[PDFStandard]" = ["ua-1", "a-2a"]

_mine = threading.local()


def pdf(template: str, data: Mapping[str, Any], *, root: Path, made_at: datetime) -> bytes:
    """`template`: a name without its `.typ`. Raises typst.TypstError; ImportError where the layer of documents is missing."""
    folder = root / "templates" / "documents"
    made = _compiler(folder).compile(
        input=str(folder / f"{template}.typ"),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(made, bytes), "one document is one file"
    return made


def _compiler(folder: Path) -> "Compiler":
    """One a thread: it keeps what it has read of fonts and templates. No font of the machine is looked at."""
    if not hasattr(_mine, "compiler"):
        from typst import Compiler

        _mine.compiler = Compiler(root=str(folder), ignore_system_fonts=True)
    compiler: Compiler = _mine.compiler
    return compiler


def qr_code(address: str) -> str:
    """An SVG that a phone reads as that address; dark on light, with no margin of its own."""
    import io

    import segno

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, omitsize=True)
    return out.getvalue().decode()
