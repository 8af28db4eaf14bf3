"""What holds of every page: it is well-formed, needs no third party, and can be read without eyes or mouse."""

import re

import pytest

from functions.domain.town.commune import CommuneKind
from functions.publishing.pages import Page
from functions.publishing.screens import SCREENS
from tests.publishing.reading_html import Read, read

Html = dict[str, str]


@pytest.fixture(scope="module")
def pages(html: Html) -> dict[str, Read]:
    return {address: read(text) for address, text in html.items()}


def failing(pages: dict[str, Read], check) -> dict[str, object]:
    return {address: said for address, page in pages.items() if (said := check(page))}


def test_there_are_pages(pages: dict[str, Read]) -> None:
    assert {
        "/",
        "/aubray/",
        "/aubray/reglement/",
        "/aide/reserver/",
        "/espace/reservations/",
        "/404.html",
    } <= pages.keys()


def test_elements_open_and_close_in_order(pages: dict[str, Read]) -> None:
    assert failing(pages, lambda page: page.errors) == {}


def test_no_id_is_given_twice(pages: dict[str, Read]) -> None:
    def twice(page: Read) -> set[str]:
        ids = page.values("id")
        return {name for name in ids if ids.count(name) > 1}

    assert failing(pages, twice) == {}


def test_what_refers_to_an_id_finds_it(pages: dict[str, Read]) -> None:
    def lost(page: Read) -> set[str]:
        ids = set(page.values("id"))
        referred = {
            name
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
            for value in page.values(attribute)
            for name in value.split()
        }
        referred |= {href[1:] for href in page.values("href") if href.startswith("#")}
        return referred - ids

    assert failing(pages, lost) == {}


def test_nothing_is_inline_that_the_policy_refuses(pages: dict[str, Read]) -> None:
    def inline(page: Read) -> list[str]:
        handlers = [name for element in page.elements for name in element.attributes if name.startswith("on")]
        styled = ["style"] * len(page.values("style"))
        scripts = [element.text for element in page.all("script", "style") if element.text.strip()]
        return handlers + styled + scripts

    assert failing(pages, inline) == {}


def test_what_a_form_lacks_and_a_file_s_button_are_said_in_the_page_s_language(html: Html) -> None:
    """A browser says both in its own. A form of a dialog has nothing to fill in."""

    def of_the_browser(text: str) -> list[str]:
        forms = re.findall(r"(<form\b[^>]*>)(.*?)</form>", text, re.DOTALL)
        checked = [
            form
            for form, controls in forms
            if ("<input" in controls if 'method="dialog"' in form else "novalidate" not in form)
        ]
        files = re.findall(r'<input[^>]*type="file"[^>]*>', text)
        return checked + [each for each in files if "visually-hidden" not in each and " hidden" not in each]

    assert {address: said for address, text in html.items() if (said := of_the_browser(text))} == {}
    assert len(of_the_browser('<form><input></form><input type="file">')) == 2


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Read]) -> None:
    def elsewhere(page: Read) -> list[str]:
        loaded = [element.attributes.get("src") for element in page.all("script", "img")]
        loaded += [element.attributes.get("href") for element in page.all("link")]
        return [address for address in loaded if address and not address.startswith("/")]

    assert failing(pages, elsewhere) == {}


def test_what_a_page_loads_was_published(pages: dict[str, Read], published: dict[str, Page]) -> None:
    def missing(page: Read) -> set[str]:
        loaded = {element.attributes.get("src") or "" for element in page.all("script", "img")}
        loaded |= {element.attributes.get("href") or "" for element in page.all("link")}
        return {address for address in loaded if address and address.removeprefix("/") not in published}

    assert failing(pages, missing) == {}


def test_links_within_the_site_lead_somewhere(pages: dict[str, Read], published: dict[str, Page]) -> None:
    def lost(page: Read) -> set[str]:
        addresses = {re.split(r"[?#]", element.attributes.get("href") or "")[0] for element in page.all("a")}
        inner = {address for address in addresses if address.startswith("/")}
        files = {address.removeprefix("/") for address in inner - pages.keys()}
        return files - published.keys()

    assert failing(pages, lost) == {}


def test_each_page_is_in_french_with_a_title_and_one_main_title(pages: dict[str, Read]) -> None:
    def wrong(page: Read) -> list[str]:
        wrong = [] if page.all("html")[0].attributes.get("lang") == "fr" else ["lang"]
        titles = page.all("title")
        wrong += [] if len(titles) == 1 and titles[0].text.strip() else ["title"]
        heads = page.all("h1")
        shown = [head for head in heads if not head.hidden]
        return wrong + ([] if heads and len(shown) <= 1 else ["h1"])

    assert failing(pages, wrong) == {}


def test_titles_of_pages_differ(pages: dict[str, Read]) -> None:
    titles = [page.all("title")[0].text for page in pages.values()]
    assert [title for title in titles if titles.count(title) > 1] == []


def test_titles_go_down_one_level_at_a_time(pages: dict[str, Read]) -> None:
    def jumps(page: Read) -> list[str]:
        shown = [
            each for each in page.all("h1", "h2", "h3", "h4", "h5", "h6") if "template" not in each.parents
        ]
        levels = [int(each.tag[1]) for each in shown if "dialog" not in each.parents]
        return [f"h{a} → h{b}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]

    assert failing(pages, jumps) == {}


def test_each_page_has_its_landmarks_and_begins_with_a_way_to_the_content(pages: dict[str, Read]) -> None:
    def wrong(page: Read) -> list[str]:
        links = page.all("a")
        wrong = [] if links[0].attributes.get("href") == "#contenu" else ["skip link"]
        return wrong + [tag for tag in ("header", "main", "footer") if not page.all(tag)]

    assert failing(pages, wrong) == {}


def test_each_footer_leads_to_accessibility_privacy_and_the_legal_notice(pages: dict[str, Read]) -> None:
    def missing(page: Read) -> set[str]:
        led = {
            (element.attributes.get("href") or "").rstrip("/").rpartition("/")[2]
            for element in page.all("a")
            if "footer" in element.parents
        }
        return {"accessibilite", "confidentialite", "mentions-legales"} - led

    assert failing(pages, missing) == {}


def test_what_is_nothing_without_its_script_leads_to_whom_to_call(html: Html) -> None:
    """And nothing else does: the règlement, news and help need none."""
    led = {address for address, text in html.items() if '<noscript><meta http-equiv="refresh"' in text}
    warned = {address for address, text in html.items() if 'id="late"' in text}
    assert led == warned == SCREENS.keys()
    assert not [address for address, text in html.items() if text.count("<noscript>") > (address in SCREENS)]


def test_fields_have_labels_and_pictures_say_what_they_show(pages: dict[str, Read]) -> None:
    def wrong(page: Read) -> list[str]:
        labelled = set(page.values("for"))
        fields = [
            str(field.attributes)
            for field in page.all("input", "select", "textarea")
            if not ({"aria-label", "aria-labelledby"} & field.attributes.keys())
            and "hidden" not in (field.attributes.get("type"), *field.attributes)
            and field.attributes.get("id") not in labelled
            and "label" not in field.parents
        ]
        return fields + [str(image.attributes) for image in page.all("img") if "alt" not in image.attributes]

    assert failing(pages, wrong) == {}


def test_a_button_out_of_a_form_submits_nothing(pages: dict[str, Read]) -> None:
    def wrong(page: Read) -> list[str]:
        loose = [button for button in page.all("button") if "form" not in button.parents]
        return [button.text for button in loose if button.attributes.get("type") != "button"]

    assert failing(pages, wrong) == {}


def test_french_typography_is_kept(pages: dict[str, Read]) -> None:
    def wrong(page: Read) -> list[str]:
        text = page.all("body")[0].text
        return re.findall(r".{0,20}(?: [:;!?»]|« |\w'\w|\.\.\.).{0,20}", text)

    assert failing(pages, wrong) == {}


def test_addresses_of_styles_and_scripts_change_with_their_content(published: dict[str, Page]) -> None:
    for path, page in published.items():
        if path.endswith((".css", ".js")) and path != "sw.js":
            assert "immutable" in page.cache_control, path
        if path.endswith(".html") or path == "sw.js":
            assert "must-revalidate" in page.cache_control, path


def test_both_kinds_of_communes_are_among_the_pages() -> None:
    from infra.demo.towns import TOWNS

    assert {town.kind for town in TOWNS} == set(CommuneKind)


def test_a_dialog_is_dressed_on_every_page_that_has_one(html: Html, published: dict[str, Page]) -> None:
    """One that asks for the phone's code, unannounced, must not look like another site's."""

    def dresses(address: str) -> bool:
        sheet = published.get(address.lstrip("/"))
        return sheet is not None and re.search(r"\.dialog\s*\{", sheet.body.decode()) is not None

    naked = [
        address
        for address, text in html.items()
        if 'class="dialog"' in text and not any(map(dresses, re.findall(r'href="([^"]+\.css)"', text)))
    ]
    assert naked == []
