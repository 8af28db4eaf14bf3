"""Pages of the deployment, which no commune owns."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from functions.domain.town.commune import Commune
from functions.publishing.pages import Page, html_page, page
from functions.publishing.site import Site

ERRORS = {
    "403.html": (
        "Accès refusé",
        "Cette page ne vous est pas ouverte. Si vous pensez qu’elle devrait l’être, appelez votre mairie.",
    ),
    "404.html": (
        "Page introuvable",
        "Cette page n’existe pas, ou n’existe plus. Vérifiez l’adresse, ou repartez de l’accueil.",
    ),
    "5xx.html": (
        "Le service ne répond pas",
        "Ce n’est pas de votre fait. Rien de ce qui a été validé n’est perdu. Réessayez dans quelques minutes.",
    ),
}
LEGAL = ("accessibilite", "confidentialite", "mentions-legales")
"""Of each commune, and of the deployment, whose page leads to those of the communes."""
OLDEST = {"Safari": (15, 4), "Chrome": (100, 0), "Firefox": (110, 0)}
"""The oldest browsers served: what pages say, and what tests hold the sources to. docs/browsers.md has the reasons."""
SECURITY_VALID_FOR = timedelta(days=360)
"""RFC 9116 asks for less than a year; publishing again renews it."""


def oldest_in_words() -> str:
    """`Safari 15.4, Chrome 100 et Firefox 110`"""
    told = [f"{name} {major}.{minor}".removesuffix(".0") for name, (major, minor) in OLDEST.items()]
    return ", ".join(told[:-1]) + f" et {told[-1]}"


def render_home(site: Site, communes: Iterable[Commune]) -> list[Page]:
    """What lists the communes: the home, whom to call where a screen does not open, the legal pages; and the map for search engines."""
    listed = sorted(communes, key=lambda commune: commune.name)
    homes = [f"/{commune.id}/" for commune in listed]
    public = [f"{home}{part}" for home in homes for part in ("", "actualites/", "reglement/")]
    addresses = ["/", "/aide/", *public]
    return [
        html_page("/", site.render("pages/accueil.html", communes=listed)),
        html_page(
            "/navigateur/", site.render("pages/navigateur.html", communes=listed, oldest=oldest_in_words())
        ),
        *(html_page(f"/{name}/", _legal(site, name, listed)) for name in LEGAL),
        page("sitemap.xml", site.render("pages/sitemap.xml", addresses=addresses).encode()),
    ]


def _legal(site: Site, name: str, communes: list[Commune]) -> str:
    head = site.head(f"legal/{name}")
    return site.render("pages/legal-accueil.html", name=name, head=head, communes=communes)


def render_fixed(site: Site, *, now: datetime) -> list[Page]:
    """What depends on no commune: errors, offline page, service worker, manifest, files for robots."""
    return [
        *(
            html_page(f"/{path}", site.render("pages/erreur.html", title=title, sentence=sentence))
            for path, (title, sentence) in ERRORS.items()
        ),
        *_offline(site),
        _manifest(),
        _robots(site),
        *_security(site, now),
    ]


def _offline(site: Site) -> list[Page]:
    """The offline page, and the service worker that keeps it with all it needs."""
    address = "/hors-ligne/"
    html = site.render("pages/hors-ligne.html")
    needs = [
        *site.assets.stylesheets(["nav", "alert"]),
        site.assets.paper(["nav", "alert"]),
        *site.assets.scripts(["base/shell.js"]),
        "/assets/img/mark.svg",
    ]
    version = sha256(html.encode()).hexdigest()[:10]
    worker = site.render("pages/sw.js", version=version, offline=address, offline_needs=needs)
    return [html_page(address, html), page("sw.js", worker.encode())]


def _manifest() -> Page:
    manifest = {
        "name": "Préau, le portail des familles",
        "short_name": "Préau",
        "description": "Réserver la cantine et la garderie, suivre et payer ses factures.",
        "lang": "fr",
        "dir": "ltr",
        "id": "/espace/",
        "start_url": "/espace/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#ffffff",
        "icons": [
            {"src": "/assets/img/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "/assets/img/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {
                "src": "/assets/img/icon-maskable-512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
            {"src": "/assets/img/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return page("manifest.webmanifest", json.dumps(manifest, ensure_ascii=False).encode())


def _robots(site: Site) -> Page:
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /espace/",
        f"Sitemap: {site.deployment.origin}/sitemap.xml",
    ]
    return page("robots.txt", ("\n".join(lines) + "\n").encode())


def _security(site: Site, now: datetime) -> list[Page]:
    """https://www.rfc-editor.org/rfc/rfc9116"""
    if site.deployment.security_contact is None:
        return []
    month = (now.astimezone(UTC) + SECURITY_VALID_FOR).date().replace(day=1)
    expires = datetime.combine(month, time(), UTC)  # a deployment that changes nothing writes the same file
    path = ".well-known/security.txt"
    lines = [
        f"Contact: {site.deployment.security_contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {site.deployment.origin}/{path}",
    ]
    return [page(path, ("\n".join(lines) + "\n").encode())]
