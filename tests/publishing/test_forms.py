"""A form is heard by the file that shows it: one that a later file hears would be sent by the browser itself, to an address that takes nothing."""

import re

from functions.publishing.pages import html_page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT, build_screens
from tests.publishing.reading_html import Element, read

OWN_SCRIPT = re.compile(r'<script type="module"[^>]* src="/([^"]+)"')


def test_each_form_is_heard_by_the_file_that_shows_it() -> None:
    """A form that is hidden itself is shown by whoever hears it; another, where nothing around it is, or what the page's own file shows."""
    site = Site(ROOT, Deployment("https://portail.example"))
    pages, failures = build_screens(site, SCREENS)
    assert failures == []
    html = {page.path: page.body.decode() for page in pages}
    files = {page.path: page.body.decode() for page in site.assets.linked()}
    looked_at, unheard = 0, []
    for address in SCREENS:
        text = html[html_page(address, "").path]
        script = "".join(files[path] for path in OWN_SCRIPT.findall(text))
        for form in filter(is_sent, read(text).all("form")):
            around = next((one for one in reversed(form.around) if "hidden" in one.attributes), None)
            looked_at += 1
            is_shown_here = around is None or f"({name_of(around)}).hidden=" in script
            if is_shown_here and name_of(form) not in script:
                unheard.append((address, form.attributes))
    assert looked_at > 20
    assert not unheard, "\n".join(map(str, unheard))


def test_what_is_typed_never_stands_in_an_address() -> None:
    """A form that the browser sends by itself is sent by POST, which nothing takes: by GET, names and addresses would be in the address, and in
    what others log of it. The search of the town hall alone is asked by its address."""
    by_address = {'role="search" action="/mairie/familles/"', 'action="#formulaire"'}
    forms = {
        (path.relative_to(ROOT / "templates").as_posix(), form)
        for path in (ROOT / "templates").rglob("*.html")
        for form in re.findall(r"<form\b[^>]*>", path.read_text("utf-8"))
        if "method=" not in form and not any(each in form for each in by_address)
    }
    assert forms == set()


def is_sent(form: Element) -> bool:
    """By the browser, if by nobody else. What a script clones or opens, it has heard."""
    return not ({"template", "dialog"} & {*form.parents} or {"action", "hidden"} & form.attributes.keys())


def name_of(element: Element) -> str:
    """As a script says it."""
    return f'"{element.attributes.get("id")}"'
