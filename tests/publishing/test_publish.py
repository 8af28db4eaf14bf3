"""From what is stored to what a browser reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from functions.domain.errors import NotFound
from functions.domain.menus.week_menu import DayMenu
from functions.domain.messages import MessageKind, PagesOf
from functions.domain.safety.child_safety import Allergen
from functions.publishing.output import in_order, put_bucket, write_folder
from functions.publishing.pages import Page
from functions.publishing.publish import publish_commune, publish_home
from functions.publishing.site import Site
from functions.reglement_file import parse
from functions.storage.table import outbox
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from infra.build_pages import ROOT
from infra.demo.towns import AUBRAY
from infra.deploy.stage import Account
from tests.support.builders import on
from tests.support.news import publish

NOW = datetime(2026, 11, 19, 8, 58, tzinfo=UTC)
"""jeudi"""
REGLEMENT = parse((ROOT / "infra" / "demo" / "reglements" / "aubray.toml").read_text("utf-8"))


class Written(dict[str, Page]):
    def put(self, pages) -> None:
        self.update({page.path: page for page in pages})


@pytest.fixture
def written(table: str) -> Written:
    open_commune(AUBRAY, now=NOW)
    return Written()


def test_an_article_appears_on_the_home_the_list_and_its_own_page(site: Site, written: Written) -> None:
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    assert "Les menus" not in written["aubray/index.html"].body.decode()
    article = publish(AUBRAY.id, title="Les menus", summary="De novembre.", body="Deux repas.", now=NOW)
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    for path in ("index.html", "actualites/index.html", f"actualites/{article.slug}/index.html"):
        assert "Les menus" in written[f"aubray/{path}"].body.decode()


def test_a_commune_whose_reglement_is_not_published_has_its_other_pages(site: Site, written: Written) -> None:
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    assert "aubray/index.html" in written
    assert "aubray/reglement/index.html" not in written


def test_the_version_in_force_is_the_one_that_is_shown(site: Site, written: Written) -> None:
    publish_reglement(AUBRAY.id, replace(REGLEMENT, services=REGLEMENT.services[:-1]), now=NOW)
    publish_reglement(AUBRAY.id, REGLEMENT, now=NOW)
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    assert "Version 2" in written["aubray/reglement/index.html"].body.decode()


def test_what_the_pages_link_is_written_with_them(site: Site, written: Written) -> None:
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    html = written["aubray/index.html"].body.decode()
    assert all(f"/{path}" not in html or path in written for path in written)
    assert [path for path in written if path.endswith(".css") and f'href="/{path}"' in html]


def test_news_touches_the_home_and_the_news_and_nothing_else(site: Site, written: Written) -> None:
    publish_reglement(AUBRAY.id, REGLEMENT, now=NOW)
    publish(AUBRAY.id, title="Les menus", now=NOW)
    publish_commune(site, written.put, AUBRAY.id, now=NOW, of=PagesOf.NEWS)
    pages = {path for path in written if not path.startswith("assets/")}
    assert "aubray/index.html" in pages
    assert all(path.startswith("aubray/actualites/") for path in pages - {"aubray/index.html"})
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    again = {path for path in written if not path.startswith("assets/")} - pages
    assert {"aubray/reglement/index.html", "aubray/mentions-legales/index.html"} <= again


def test_a_reglement_touches_its_own_pages_and_nothing_else(site: Site, written: Written) -> None:
    publish_reglement(AUBRAY.id, REGLEMENT, now=NOW)
    publish_commune(site, written.put, AUBRAY.id, now=NOW, of=PagesOf.REGLEMENT)
    pages = {path for path in written if not path.startswith("assets/")}
    assert "aubray/reglement/index.html" in pages
    assert all(path.startswith("aubray/reglement/") for path in pages)


def test_each_act_says_what_it_touched(table: str) -> None:
    open_commune(AUBRAY, now=NOW)
    publish_reglement(AUBRAY.id, REGLEMENT, now=NOW)
    publish(AUBRAY.id, title="Les menus", now=NOW)
    said = [
        message.value.data.get("of")
        for message in outbox.waiting()
        if message.value.kind is MessageKind.PAGES_CHANGED
    ]
    assert sorted(said, key=str) == [None, "news", "reglement"]


def test_an_unknown_commune_has_no_pages(site: Site, written: Written) -> None:
    with pytest.raises(NotFound):
        publish_commune(site, written.put, "atlantide", now=NOW)
    assert written == {}


def test_the_home_is_written_without_any_commune(site: Site, table: str) -> None:
    written = Written()
    publish_home(site, written.put)
    assert "index.html" in written


def test_a_bucket_gets_each_page_with_its_headers(aws_account: Account) -> None:
    client = aws_account.client("s3")
    client.create_bucket(Bucket="pages", CreateBucketConfiguration={"LocationConstraint": aws_account.region})
    page = Page("aubray/index.html", b"<p>", "text/html; charset=utf-8", "public, max-age=0")
    put_bucket([page], client, "pages")
    stored = client.get_object(Bucket="pages", Key="aubray/index.html")
    assert stored["Body"].read() == b"<p>"
    assert (stored["ContentType"], stored["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=0",
    )


def test_what_pages_link_is_put_before_them_and_the_service_worker_after_all() -> None:
    """Wherever pages are written, in whatever order they were made: nobody is sent to a script that is not there yet."""
    wanted = [
        Page(path, b"", "", "") for path in ("sw.js", "index.html", "assets/js/a.js", "aide/index.html")
    ]
    assert [page.path for page in in_order(wanted)] == [
        "assets/js/a.js",
        "index.html",
        "aide/index.html",
        "sw.js",
    ]
    put: list[str] = []
    client = SimpleNamespace(put_object=lambda **how: put.append(how["Key"]))
    put_bucket(wanted, client, "pages")
    assert put == ["assets/js/a.js", "index.html", "aide/index.html", "sw.js"]


def test_a_folder_keeps_files_that_did_not_change(tmp_path) -> None:
    same = Page("aide/index.html", b"<p>", "text/html; charset=utf-8", "")
    write_folder([same], tmp_path)
    before = (tmp_path / same.path).stat().st_mtime_ns
    write_folder([same], tmp_path)
    assert (tmp_path / same.path).stat().st_mtime_ns == before


def test_a_menu_that_is_kept_has_its_page_made_and_the_home_leads_to_it(site: Site, written: Written) -> None:
    publish_commune(site, written.put, AUBRAY.id, now=NOW)
    assert "Aucun menu n’est publié" in written["aubray/menus/index.html"].body.decode()
    assert "aubray/menus/" not in written["aubray/index.html"].body.decode()
    menu = {on("jeudi 2026-11-19"): DayMenu(("Carottes <râpées>", "Lasagnes"), (Allergen.GLUTEN,))}
    write_week_menu(WeekMenuWritten(AUBRAY.id, "2026-W47", menu, 0, "agent", "key-of-the-menu", NOW))
    [said] = [
        stored.value.data
        for stored in outbox.waiting()
        if stored.value.kind is MessageKind.PAGES_CHANGED and "of" in stored.value.data
    ]
    assert said == {"of": "menus"}
    written.clear()
    publish_commune(site, written.put, AUBRAY.id, now=NOW, of=PagesOf.MENUS)
    pages = {path for path in written if not path.startswith("assets/")}
    assert pages == {"aubray/index.html", "aubray/menus/index.html"}
    page = written["aubray/menus/index.html"].body.decode()
    assert "Jeudi 19" in page and "Carottes &lt;râpées&gt;" in page and "gluten" in page
    assert "/aubray/menus/" in written["aubray/index.html"].body.decode()
    publish_commune(site, written.put, AUBRAY.id, now=NOW + timedelta(days=1), of=PagesOf.MENUS)
    assert "Jeudi 19" not in written["aubray/menus/index.html"].body.decode(), "yesterday's"
