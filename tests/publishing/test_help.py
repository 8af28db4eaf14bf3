"""Help: every screen of a parent walked through, never with a broken picture."""

import shutil
from pathlib import Path

import pytest

from functions.publishing.help import png_size, with_pictures
from functions.publishing.markdown import Document
from functions.publishing.pages import Page
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT

PICTURE = "![La semaine.](/assets/img/aide/semaine.png)"


@pytest.fixture
def site_with_a_picture(tmp_path: Path) -> Site:
    (tmp_path / "site" / "assets" / "img" / "aide").mkdir(parents=True)
    shutil.copy(
        ROOT / "site" / "assets" / "img" / "icon-192.png", tmp_path / "site/assets/img/aide/semaine.png"
    )
    return Site(tmp_path, Deployment("https://portail.example"))


def test_a_picture_comes_with_its_size_so_that_nothing_moves(site_with_a_picture: Site) -> None:
    html = with_pictures(site_with_a_picture, Document({}, PICTURE))
    assert 'alt="La semaine." width="192" height="192" loading="lazy"' in html


def test_a_picture_not_taken_yet_leaves_no_trace(site_with_a_picture: Site) -> None:
    text = f"Avant.\n\n{PICTURE.replace('semaine', 'absente')}\n\n- un\n- deux\n\nAprès.\n"
    html = with_pictures(site_with_a_picture, Document({}, text))
    assert html == "<p>Avant.</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<p>Après.</p>\n"


def test_help_pages_follow_the_parent_s_journey(published: dict[str, Page]) -> None:
    html = published["aide/index.html"].body.decode()
    order = ["activer-mon-compte", "reserver", "reserver-pour-un-mois", "panier", "annuler", "factures"]
    places = [html.index(f'href="/aide/{name}/"') for name in order]
    assert places == sorted(places)


def test_each_page_leads_to_the_next(published: dict[str, Page]) -> None:
    assert 'href="/aide/reserver/">Ensuite' in published["aide/activer-mon-compte/index.html"].body.decode()


def test_only_png_has_a_size_here() -> None:
    with pytest.raises(ValueError, match="PNG"):
        png_size(b"GIF89a" + b"\0" * 20)
