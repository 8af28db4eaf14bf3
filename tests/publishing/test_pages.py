"""The headers of a file follow from its path."""

import pytest

from functions.publishing.pages import html_page, page


@pytest.mark.parametrize(
    ("address", "path"),
    [("/", "index.html"), ("/aide/", "aide/index.html"), ("/404.html", "404.html")],
)
def test_an_address_is_a_file(address: str, path: str) -> None:
    assert html_page(address, "").path == path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("a/flux.atom", "application/atom+xml"),
        ("a/index.json", "application/json"),
        ("odd.xyz", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_of_its_suffix(path: str, kind: str) -> None:
    assert page(path, b"").content_type == kind


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("assets/css/base.0a1b2c3d4e.css", "public, max-age=31536000, immutable"),
        ("assets/img/aide/semaine.png", "public, max-age=86400"),
        ("aubray/index.html", "public, max-age=0, s-maxage=10, must-revalidate"),
        ("aubray/actualites/0123456789/index.html", "public, max-age=0, s-maxage=10, must-revalidate"),
    ],
)
def test_only_what_is_named_after_its_content_is_kept_for_good(path: str, kept: str) -> None:
    assert page(path, b"").cache_control == kept
