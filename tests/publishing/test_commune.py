"""The pages of one commune."""

from dataclasses import replace

import pytest

from functions.domain.town.commune import CommuneKind
from functions.publishing.commune import RESERVED, ReservedAddress, render_commune
from functions.publishing.deployment import render_home
from functions.publishing.pages import Page
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT
from infra.demo.towns import AUBRAY, VAL_DE_LISSE


def render(site: Site, commune=AUBRAY) -> dict[str, str]:
    return {page.path: page.body.decode() for page in render_commune(site, commune, [])}


@pytest.mark.parametrize("taken", ["aide", "api", "assets", "connexion", "espace", "hors-ligne"])
def test_a_commune_never_takes_an_address_of_the_portal(site: Site, taken: str) -> None:
    with pytest.raises(ReservedAddress, match=taken):
        render_commune(site, replace(AUBRAY, id=taken), [])


def test_every_first_folder_of_the_portal_is_reserved(published: dict[str, Page]) -> None:
    towns = {AUBRAY.id, VAL_DE_LISSE.id}
    folders = {path.split("/")[0] for path in published if "/" in path}
    assert folders - towns <= RESERVED


def test_pages_carry_the_commune_s_colour_and_name(site: Site) -> None:
    for html in render(site).values():
        assert '<html lang="fr" data-colour="bleu-ardoise" data-zone="Europe/Paris">' in html
        assert "Aubray-sur-Lisse" in html


def test_the_home_of_a_commune_without_news_has_no_empty_heading(site: Site) -> None:
    assert 'id="actualites"' not in render(site)["aubray/index.html"]


def test_the_contact_can_be_called_and_written_to(site: Site) -> None:
    home = render(site)["aubray/index.html"]
    assert 'href="tel:0199001234"' in home
    assert 'href="mailto:ecoles@aubray.example"' in home


def test_a_second_line_of_address_shows_where_there_is_one(site: Site) -> None:
    contact = replace(AUBRAY.contact, line2="Bâtiment du préau")
    assert "Bâtiment du préau" in render(site, replace(AUBRAY, contact=contact))["aubray/index.html"]
    assert "<br>\n    <br>" not in render(site)["aubray/index.html"]


def test_legal_pages_name_who_answers(site: Site) -> None:
    pages = render(site)
    assert "21999001200018" in pages["aubray/mentions-legales/index.html"]
    assert "le maire d’Aubray-sur-Lisse" in pages["aubray/mentions-legales/index.html"]
    assert "dpo@aubray.example" in pages["aubray/confidentialite/index.html"]
    assert "Défenseur des droits" in pages["aubray/accessibilite/index.html"]


def test_a_community_is_not_called_a_commune(site: Site) -> None:
    assert VAL_DE_LISSE.kind is CommuneKind.COMMUNITY
    html = render(site, VAL_DE_LISSE)["val-de-lisse/mentions-legales/index.html"]
    assert "établissement public de coopération intercommunale" in html


def test_online_payment_is_promised_only_where_the_regie_has_it(site: Site) -> None:
    assert "PayFiP" in render(site)["aubray/mentions-legales/index.html"]
    offline = replace(AUBRAY, regie=replace(AUBRAY.regie, payfip_client=None))
    assert "aucun paiement en ligne" in render(site, offline)["aubray/mentions-legales/index.html"]


def test_a_name_with_markup_stays_text(site: Site) -> None:
    odd = replace(AUBRAY, name="L’Île & <script>alert(1)</script>")
    for html in render(site, odd).values():
        assert "<script>alert" not in html
        assert "L’Île &amp; &lt;script&gt;" in html


def test_accessibility_is_not_claimed_without_an_audit(site: Site) -> None:
    assert "<strong>non conforme</strong>" in render(site)["aubray/accessibilite/index.html"]
    assert "Accessibilité\u00a0: non conforme" in render(site)["aubray/index.html"]


def test_data_kept_out_of_the_union_is_refused() -> None:
    with pytest.raises(ValueError, match="us-east-1"):
        Site(ROOT, Deployment("https://portail.example", region="us-east-1"))


def test_the_home_lists_the_communes_by_name_each_in_its_colour(site: Site) -> None:
    html = render_home(site, [VAL_DE_LISSE, AUBRAY])[0].body.decode()
    assert html.index('href="/aubray/"') < html.index('href="/val-de-lisse/"')
    assert 'data-colour="vert-sapin"' in html


def test_the_home_of_a_deployment_without_communes_says_so(site: Site) -> None:
    assert "Aucune commune n’a encore ouvert" in render_home(site, [])[0].body.decode()
