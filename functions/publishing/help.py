"""Help, for families and for the town hall: one page a screen, with pictures of the real screens where they have been taken."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it.token import Token
from markupsafe import Markup

from functions.publishing.markdown import Document, parsed, rendered
from functions.publishing.pages import Page, html_page
from functions.publishing.screens import explained_by
from functions.publishing.site import Site

PICTURES = "/assets/img/"
TOWN_HALL = "/aide/mairie-"
"""How the addresses of the pages for agents begin."""
DENSITY = 1.5
"""Pixels of a picture to one of the page: they stay sharp on a phone."""


def render_help(site: Site) -> list[Page]:
    """`/aide/` and its pages, in the order of their heads' `order`."""
    texts = [(f"/{name}/", site.text(name)) for name in site.texts("aide")]
    texts.sort(key=lambda entry: int(entry[1].head["order"]))
    of_families = [entry for entry in texts if not entry[0].startswith(TOWN_HALL)]
    of_town_hall = [entry for entry in texts if entry[0].startswith(TOWN_HALL)]
    index = site.render("pages/aide-accueil.html", texts=of_families, of_town_hall=of_town_hall)
    return [html_page("/aide/", index), *_pages(site, of_families), *_pages(site, of_town_hall)]


def _pages(site: Site, texts: Sequence[tuple[str, Document]]) -> Iterator[Page]:
    """Each leads to the next of the same readers."""
    for position, (address, text) in enumerate(texts):
        following = texts[position + 1] if position + 1 < len(texts) else None
        back = explained_by(address) if address.startswith(TOWN_HALL) else None
        body = with_pictures(site, text)
        html = site.render("pages/aide.html", text=text, body=body, following=following, back=back)
        yield html_page(address, html)


def with_pictures(site: Site, text: Document) -> Markup:
    """The text with its pictures sized, so that nothing moves while they load; those not taken yet are left out."""
    folder = site.assets.folder / "img"
    kept: list[Token] = []
    for block in _blocks(parsed(text.text)):
        pictures = [child for token in block for child in token.children or [] if child.type == "image"]
        if all(_sized(picture, folder) for picture in pictures):
            kept += block
    return rendered(kept)


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Paragraphs whole, other tokens one by one."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if block[0].type != "paragraph_open" or token.type == "paragraph_close":
            yield block
            block = []


def _sized(picture: Token, folder: Path) -> bool:
    """Give the picture its size. False when it has not been taken."""
    file = folder / str(picture.attrGet("src")).removeprefix(PICTURES)
    if not file.is_file():
        return False
    width, height = webp_size(file.read_bytes())
    picture.attrSet("width", str(round(width / DENSITY)))
    picture.attrSet("height", str(round(height / DENSITY)))
    picture.attrSet("loading", "lazy")
    return True


def webp_size(content: bytes) -> tuple[int, int]:
    """Width and height of an extended WebP, as browsers write it (RFC 9649, 2.7). Raises ValueError for anything else."""
    if content[:4] != b"RIFF" or content[8:16] != b"WEBPVP8X":
        raise ValueError("not an extended WebP")
    return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
