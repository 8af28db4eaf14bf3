"""Files that browsers and robots look for."""

import json
import re
import struct
from datetime import datetime, timedelta
from hashlib import sha256
from xml.etree import ElementTree

import pytest

from functions.publishing.deployment import render_fixed
from functions.publishing.pages import Page
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT
from tests.publishing.conftest import NOW


def test_the_manifest_s_icons_have_the_sizes_it_says(published: dict[str, Page]) -> None:
    manifest = json.loads(published["manifest.webmanifest"].body)
    for icon in manifest["icons"]:
        content = published[icon["src"].removeprefix("/")].body
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])  # https://www.w3.org/TR/png-3/#11IHDR
            assert f"{width}x{height}" == icon["sizes"]


def test_the_portal_can_be_installed(published: dict[str, Page]) -> None:
    """https://developer.mozilla.org/docs/Web/Progressive_web_apps/Guides/Making_PWAs_installable"""
    manifest = json.loads(published["manifest.webmanifest"].body)
    assert published["manifest.webmanifest"].content_type == "application/manifest+json"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert manifest["name"] and manifest["start_url"] == "/espace/" and manifest["display"] == "standalone"


def test_the_map_of_the_site_lists_pages_that_exist(published: dict[str, Page]) -> None:
    site_map = ElementTree.fromstring(published["sitemap.xml"].body)  # noqa: S314  # our own
    addresses = [
        location.text or "" for location in site_map.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "https://portail.example/aubray/reglement/" in addresses
    for address in addresses:
        assert f"{address.removeprefix('https://portail.example/')}index.html" in published


def test_robots_keep_out_of_the_family_s_screens(published: dict[str, Page]) -> None:
    lines = published["robots.txt"].body.decode().splitlines()
    assert {"Disallow: /api/", "Disallow: /espace/"} <= set(lines)
    assert "Sitemap: https://portail.example/sitemap.xml" in lines


def test_security_txt_says_whom_to_tell_and_expires_within_a_year(published: dict[str, Page]) -> None:
    page = published[".well-known/security.txt"]
    fields = dict(line.split(": ", 1) for line in page.body.decode().splitlines())
    assert page.content_type == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:securite@portail.example"
    assert fields["Canonical"] == "https://portail.example/.well-known/security.txt"
    assert timedelta(0) < datetime.fromisoformat(fields["Expires"]) - NOW < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt() -> None:
    site = Site(ROOT, Deployment("https://portail.example"))
    assert not [page for page in render_fixed(site, now=NOW) if page.path.startswith(".well-known")]


@pytest.mark.parametrize("path", ["403.html", "404.html", "5xx.html"])
def test_a_page_of_error_says_what_to_do_and_is_not_indexed(published: dict[str, Page], path: str) -> None:
    html = published[path].body.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="/espace/"' in html and 'href="/"' in html


def test_the_service_worker_keeps_all_that_the_offline_page_needs(published: dict[str, Page]) -> None:
    worker = published["sw.js"].body.decode()
    found = re.search(r'OFFLINE_NEEDS = "(.*?)"\.split\(" "\);', worker)
    assert found is not None
    kept = set(found[1].split())
    assert 'OFFLINE = "/hors-ligne/";' in worker
    html = published["hors-ligne/index.html"].body.decode()
    needed = set(re.findall(r'rel="stylesheet" href="([^"]+)"|src="([^"]+)"', html))
    assert {sheet or script for sheet, script in needed} <= kept
    assert all(address.removeprefix("/") in published for address in kept)


def test_the_service_worker_changes_with_the_offline_page(published: dict[str, Page]) -> None:
    """A browser fetches the offline page again only when the worker's own bytes have changed."""
    version = sha256(published["hors-ligne/index.html"].body).hexdigest()[:10]
    assert f'"preau-shell-{version}"' in published["sw.js"].body.decode()
