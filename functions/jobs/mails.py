"""A letter as a mail. One template makes both its texts, plain and HTML, so that they never differ.

A template's first line is the subject. Paragraphs are parted by empty lines; a paragraph `[words](link)` is a button, `_[words](link)_` a link.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from functions.french.words.dates import NO_BREAK
from functions.french.words.spaces import spaced
from functions.gateways.mail import Mail
from functions.jobs.letters.letter import Letter
from functions.settings import ROOT

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = ROOT / "templates" / "mails"
_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BUTTON = re.compile(r"(?P<quiet>_?)\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)(?P=quiet)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    link: str | None = None
    is_button: bool = False


def rendered(letter: Letter) -> Mail:
    """The mail of a letter. Nothing that is said in a letter can add a paragraph, a link or markup to it."""
    data = {name: _said(value) for name, value in letter.data.items()}
    text = _environment().get_template(f"{letter.template}.txt").render(data)
    subject, *body = [_one_line(part) for part in re.split(r"\n\s*\n", text.strip())]
    paragraphs = [_paragraph(part) for part in body]
    html = _environment().get_template("layout.html").render(subject=subject, paragraphs=paragraphs)
    plain = "\n\n".join(_plain(one) for one in paragraphs) + "\n"
    return Mail(letter.to, spaced(subject), plain, html, letter.unsubscribe)


def _said(value: str | int | tuple[str, ...]) -> str | int | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_one_line(each) for each in value)
    return _one_line(value) if isinstance(value, str) else value


def _paragraph(part: str) -> Paragraph:
    button = _BUTTON.fullmatch(part)
    return Paragraph(spaced(button[2]), button[3], not button[1]) if button else Paragraph(spaced(part))


def _plain(paragraph: Paragraph) -> str:
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
