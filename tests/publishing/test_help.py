"""Help: every screen of a parent walked through, never with a broken picture."""

import re
import shutil
from pathlib import Path

import pytest

from functions.publishing.help import DENSITY, webp_size, with_pictures
from functions.publishing.markdown import Document
from functions.publishing.pages import Page
from functions.publishing.screens import SCREENS, help_of
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT

PICTURE = "![La semaine.](/assets/img/aide/semaine.webp)"


@pytest.fixture
def site_with_a_picture(tmp_path: Path) -> Site:
    (tmp_path / "site" / "assets" / "img" / "aide").mkdir(parents=True)
    shutil.copy(
        ROOT / "site" / "assets" / "img" / "aide" / "panier.webp",
        tmp_path / "site/assets/img/aide/semaine.webp",
    )
    return Site(tmp_path, Deployment("https://portail.example"))


def test_a_picture_comes_with_its_size_so_that_nothing_moves(site_with_a_picture: Site) -> None:
    html = with_pictures(site_with_a_picture, Document({}, PICTURE))
    width, height = webp_size((ROOT / "site/assets/img/aide/panier.webp").read_bytes())
    assert 200 < width < 2000 and 200 < height < 2000
    size = f'width="{round(width / DENSITY)}" height="{round(height / DENSITY)}"'
    assert f'alt="La semaine." {size} loading="lazy"' in html


def test_a_picture_not_taken_yet_leaves_no_trace(site_with_a_picture: Site) -> None:
    text = f"Avant.\n\n{PICTURE.replace('semaine', 'absente')}\n\n- un\n- deux\n\nAprès.\n"
    html = with_pictures(site_with_a_picture, Document({}, text))
    assert html == "<p>Avant.</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<p>Après.</p>\n"


def test_help_pages_follow_the_parent_s_journey(published: dict[str, Page]) -> None:
    html = published["aide/index.html"].body.decode()
    order = ["activer-mon-compte", "reserver", "reserver-pour-un-mois", "panier", "annuler", "factures"]
    places = [html.index(f'href="/aide/{name}/"') for name in order]
    assert places == sorted(places)


def test_each_screen_of_the_town_hall_leads_to_its_help_which_leads_back(published: dict[str, Page]) -> None:
    for address in SCREENS:
        if not address.startswith("/mairie/"):
            continue
        screen = published[f"{address}index.html".removeprefix("/")].body.decode()
        [own] = set(re.findall(r'<a href="(/aide/[^"]*)">Aide</a>', screen))
        assert own.startswith("/aide/mairie-"), address
        page = published[f"{own}index.html".removeprefix("/")].body.decode()
        [back] = re.findall(r'<a class="target" href="([^"]*)" data-back>', page)
        assert help_of(back) == own, address
        assert 'aria-label="Mairie"' in page and "Se connecter" not in page


def test_help_for_families_leads_to_no_screen_of_the_town_hall(published: dict[str, Page]) -> None:
    page = published["aide/reserver/index.html"].body.decode()
    assert "/mairie/" not in page and "Se connecter" in page


def test_each_page_leads_to_the_next(published: dict[str, Page]) -> None:
    assert 'href="/aide/reserver/">Ensuite' in published["aide/activer-mon-compte/index.html"].body.decode()


@pytest.mark.parametrize("content", [b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 \0\0", b""])
def test_only_a_picture_the_command_took_has_a_size(content: bytes) -> None:
    with pytest.raises(ValueError, match="WebP"):
        webp_size(content)


def test_every_picture_that_help_shows_was_taken_and_no_other(published: dict[str, Page]) -> None:
    shown = {
        address
        for path, page in published.items()
        if path.startswith("aide/")
        for address in re.findall(r'src="/(assets/img/aide/[^"]+)"', page.body.decode())
    }
    written = {
        address.removeprefix("/")
        for path in (ROOT / "site" / "content" / "aide").glob("*.md")
        for address in re.findall(r"\((/assets/img/aide/[^)]+)\)", path.read_text())
    }
    taken = {path for path in published if path.startswith("assets/img/aide/")}
    assert shown == written == taken


def test_no_picture_is_heavier_than_a_phone_should_wait_for() -> None:
    weights = {file.name: file.stat().st_size for file in (ROOT / "site/assets/img/aide").glob("*.webp")}
    assert {name: weight for name, weight in weights.items() if weight > 40 * 1024} == {}


def test_no_two_help_pages_have_the_same_place() -> None:
    site = Site(ROOT, Deployment("https://portail.example"))
    places = [site.text(name).head["order"] for name in site.texts("aide")]
    assert sorted(set(places)) == sorted(places)
