"""A letter as a mail. One template makes both its texts, plain and HTML, so that they never differ.

A template's first line is the subject. Paragraphs are parted by empty lines; those that begin with `- ` and follow each other are a list.
A paragraph `[words](link)` is a button, `_[words](link)_` a link. Every mail ends with `signature.txt`: who writes, and how to reach them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from functions.domain.town.commune import Commune
from functions.french.words.dates import NO_BREAK
from functions.french.words.parties import address
from functions.french.words.spaces import in_one, spaced
from functions.gateways.mail import Mail
from functions.jobs.letters.letter import Letter
from functions.settings import ROOT

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = ROOT / "templates" / "mails"
_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BUTTON = re.compile(r"(?P<quiet>_?)\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)(?P=quiet)")
_DASH = "- "


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str = ""
    link: str | None = None
    is_button: bool = False
    items: tuple[str, ...] = ()
    """Of a list, which has no text of its own."""
    is_signature: bool = False


def rendered(letter: Letter) -> Mail:
    """The mail of a letter. Nothing that is said in a letter can add a paragraph, a link or markup to it."""
    data = {name: _said(value) for name, value in letter.data.items()}
    subject, *body = _parts(f"{letter.template}.txt", data)
    towns = [_reached(town) for town in letter.towns]
    signature = [
        Paragraph(spaced(part), is_signature=True) for part in _parts("signature.txt", {"towns": towns})
    ]
    paragraphs = [*_paragraphs(body), *signature]
    html = _environment().get_template("layout.html").render(subject=subject, paragraphs=paragraphs)
    plain = "\n\n".join(_plain(one) for one in paragraphs) + "\n"
    reply_to = letter.towns[0].contact.email if letter.towns else None
    return Mail(letter.to, spaced(subject), plain, html, letter.unsubscribe, reply_to)


def _reached(town: Commune) -> dict[str, str]:
    contact = town.contact
    return {
        "name": _one_line(town.name),
        "service": _one_line(contact.service),
        "address": ", ".join(_one_line(line) for line in address(contact)),
        "phone": in_one(_one_line(contact.phone)),
    }


def _parts(template: str, data: dict[str, object]) -> list[str]:
    text = _environment().get_template(template).render(data).strip()
    return [_one_line(part) for part in re.split(r"\n\s*\n", text)] if text else []


def _said(value: str | int | tuple[str, ...]) -> object:
    if isinstance(value, tuple):
        return tuple(_one_line(each) for each in value)
    return _one_line(value) if isinstance(value, str) else value


def _paragraphs(parts: Iterable[str]) -> list[Paragraph]:
    made: list[Paragraph] = []
    for part in parts:
        if not part.startswith(_DASH):
            made.append(_paragraph(part))
        elif made and made[-1].items:
            made[-1] = Paragraph(items=(*made[-1].items, spaced(part.removeprefix(_DASH))))
        else:
            made.append(Paragraph(items=(spaced(part.removeprefix(_DASH)),)))
    return made


def _paragraph(part: str) -> Paragraph:
    button = _BUTTON.fullmatch(part)
    return Paragraph(spaced(button[2]), button[3], not button[1]) if button else Paragraph(spaced(part))


def _plain(paragraph: Paragraph) -> str:
    if paragraph.items:
        return "\n".join(f"{_DASH}{item}" for item in paragraph.items)
    return paragraph.text if paragraph.link is None else f"{paragraph.text}{NO_BREAK}:\n{paragraph.link}"


def _one_line(value: str) -> str:
    """Without line breaks; the spaces that do not break stay."""
    return _BREAKS.sub(" ", value).strip()


@cache
def _environment() -> "Environment":
    """Jinja2 is imported by the job that sends mails, and by no other function."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
