"""Data and a template of `templates/documents` → a PDF that screen readers can read and archives may keep.

PDF/UA-1 with PDF/A-2a: tagged, titled, in French, its font (Libertinus Serif, SIL Open Font License, brought by typst) embedded.
The same data at the same instant gives the same bytes, so a document rendered twice is the same document.
"""

import json
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

STANDARDS: "list[PDFStandard]" = ["ua-1", "a-2a"]

_mine = threading.local()


def pdf(template: str, data: Mapping[str, Any], *, root: Path, made_at: datetime) -> bytes:
    """`template`: a name without its `.typ`. Raises typst.TypstError; ImportError where the layer of documents is missing.

    A character that no font of ours has is shown as « ? »: the standards refuse it, and an invoice must go out.
    """
    from typst import TypstError

    try:
        return _compiled(template, data, root, made_at)
    except TypstError:
        return _compiled(template, displayable(data), root, made_at)


def displayable(value: Any) -> Any:
    """The same data in characters that the fonts have for certain: Latin, Greek and Cyrillic letters, punctuation, signs."""
    if isinstance(value, str):
        return "".join(
            character if _has_glyph(character) else "?" for character in unicodedata.normalize("NFC", value)
        )
    if isinstance(value, Mapping):
        return {name: displayable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [displayable(each) for each in value]
    return value


def _has_glyph(character: str) -> bool:
    if character == "\n":
        return True
    if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn"):
        return False
    return any(first <= ord(character) <= last for first, last in _CERTAIN)


_CERTAIN = (
    *((0x20, 0x482), (0x48A, 0x4FF), (0x1E00, 0x2040)),
    *((0x20A0, 0x20BF), (0x2190, 0x2193), (0x2212, 0x2212)),
)


def _compiled(template: str, data: Mapping[str, Any], root: Path, made_at: datetime) -> bytes:
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
