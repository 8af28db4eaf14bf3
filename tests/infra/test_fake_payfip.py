"""The fake treasury on its own terms: raw SOAP by hand, and its page as a payer meets it."""

import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from infra.local.payfip import Failures, FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.pages import STYLE_PATH, euros
from infra.local.payfip.serve import serve
from tests.support.axe import axe_violations

NAMESPACE = (
    "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/"
    "contrat_paiement_securise/PaiementSecuriseService"
)
FIELDS = {
    "exer": "2026",
    "mel": "marc@exemple.fr",
    "montant": "123456",
    "numcli": "006270",
    "objet": "Facture de novembre",
    "refdet": "2026C000042",
    "saisie": "W",
    "urlnotif": "https://preau.example/api/payfip/notifications",
    "urlredirect": "https://preau.example/espace/paiement/?id=p1",
}
PARIS = ZoneInfo("Europe/Paris")


class Treasury:
    """lundi 2026-11-02, 18 h in Paris, until the test says otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 18, 0, tzinfo=PARIS)
        self.notified: list[tuple[str, str]] = []
        self.fake = FakePayFip(now=lambda: self.now, deliver=lambda *notice: self.notified.append(notice))

    def call(
        self, operation: str, content_type: str = "text/xml; charset=utf-8", **fields: str
    ) -> tuple[int, str]:
        argument = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        body = (
            '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
            f'xmlns:pai="{NAMESPACE}"><soapenv:Header/><soapenv:Body><pai:{operation}><arg0>{argument}</arg0>'
            f"</pai:{operation}></soapenv:Body></soapenv:Envelope>"
        )
        return self.post(body, content_type)

    def post(self, body: str, content_type: str = "text/xml") -> tuple[int, str]:
        headers = {"content-type": content_type}
        status, _, answer = self.fake.handle("POST", SERVICE_PATH, {}, headers, body.encode())
        return status, answer.decode()

    def open(self, **changes: str) -> str:
        status, answer = self.call("creerPaiementSecurise", **FIELDS | changes)
        assert status == 200, answer
        return re.search("<idOp>(.*)</idOp>", answer)[1]  # type: ignore[index]

    def ask(self, idop: str) -> tuple[int, str]:
        return self.call("recupererDetailPaiementSecurise", idOp=idop)

    def page(self, idop: str) -> tuple[int, dict[str, str], str]:
        status, headers, body = self.fake.handle("GET", PAGE_PATH, {"idop": idop}, {}, b"")
        return status, headers, unescape(body.decode())

    def choose(self, idop: str, decision: str) -> tuple[int, dict[str, str], str]:
        form = f"moyen=carte&decision={decision}".encode()
        status, headers, body = self.fake.handle("POST", PAGE_PATH, {"idop": idop}, {}, form)
        return status, headers, body.decode()


@pytest.fixture
def treasury() -> Treasury:
    return Treasury()


def test_the_service_answers_as_the_wsdl_says(treasury: Treasury) -> None:
    idop = treasury.open()
    treasury.choose(idop, "payer")
    status, answer = treasury.ask(idop)
    assert status == 200
    assert f'<ns2:recupererDetailPaiementSecuriseResponse xmlns:ns2="{NAMESPACE}"><return>' in answer
    names = re.findall(r"<(\w+)>", answer.split("<return>")[1])
    assert names == [
        *("dattrans", "exer", "heurtrans", "idOp", "mel", "montant", "numauto"),
        *("numcli", "objet", "refdet", "resultrans", "saisie"),
    ]
    assert "<dattrans>02112026</dattrans>" in answer
    assert "<heurtrans>1800</heurtrans>" in answer


def test_a_fault_has_the_structure_of_the_wsdl(treasury: Treasury) -> None:
    status, answer = treasury.ask(treasury.open())
    assert status == 500
    assert f'<detail><ns2:FonctionnelleErreur xmlns:ns2="{NAMESPACE}"><code>P5</code>' in answer
    assert "<severite>2</severite>" in answer


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        *(("saisie", value, "S1") for value in ("", "M", "w", "TX")),
        *(("numcli", value, "T1") for value in ("", "00627", "0062700", "00627a")),
        *(("exer", value, "E1") for value in ("", "26", "20265", "deux")),
        *(("refdet", value, "R3") for value in ("", "ABCDE", "A" * 31, "2026-0042", "ÉCOLE2026")),
        *(("objet", value, "O1") for value in ("Cantine d'été", "a" * 101, "Facture n°3")),
        *(("montant", value, "M1") for value in ("", "42,50", "-100", "1e3", "9" * 12)),
        *(("montant", value, "M3") for value in ("0", "99")),
        *(("montant", value, "M5") for value in ("10000000", "9" * 11)),
        ("mel", "", "A1"),
        *(
            ("mel", value, "A2")
            for value in ("a@b.c", "marc", "a" * 80 + "@b.fr", "a@b@c.fr", "marc@exemple")
        ),
        *(("urlnotif", value, "N1") for value in ("", "preau.example", "ftp://preau.example/", "https:///x")),
        *(("urlredirect", value, "D1") for value in ("", "https://a.fr/" + "a" * 250, "https://a.fr/b c")),
    ],
)
def test_each_field_is_checked(treasury: Treasury, field: str, value: str, code: str) -> None:
    status, answer = treasury.call("creerPaiementSecurise", **FIELDS | {field: value})
    assert status == 500
    assert f"<code>{code}</code>" in answer


def test_the_purpose_may_be_left_out(treasury: Treasury) -> None:
    assert "Non précisé" in treasury.page(treasury.open(objet=""))[2]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a/>",
        "{}",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        f'<Envelope><Body><p:creerPaiementSecurise xmlns:p="{NAMESPACE}"><arg0/></p:creerPaiementSecurise></Body></Envelope>',
    ],
)
def test_what_is_no_message_of_the_service_is_a_protocol_fault(treasury: Treasury, body: str) -> None:
    status, answer = treasury.post(body)
    assert (status, "TechProtocolaireErreur" in answer) == (500, True)


def test_an_unknown_operation_is_a_protocol_fault(treasury: Treasury) -> None:
    assert "TechProtocolaireErreur" in treasury.call("rembourser", idOp="1")[1]


def test_another_content_type_is_not_read(treasury: Treasury) -> None:
    assert treasury.call("creerPaiementSecurise", content_type="application/json", **FIELDS)[0] == 415


def test_the_name_of_the_id_is_case_sensitive(treasury: Treasury) -> None:
    idop = treasury.open()
    assert "<code>P1</code>" in treasury.call("recupererDetailPaiementSecurise", idop=idop)[1]


def test_the_page_says_what_is_paid_and_that_no_money_is_at_stake(treasury: Treasury) -> None:
    status, headers, html = treasury.page(treasury.open())
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    for shown in (
        "Aucun argent n’est en jeu",
        "1\u202f234,56\u00a0€",
        "2026C000042",
        "Facture de novembre",
        '<html lang="fr">',
    ):
        assert shown in html
    for button in ("Payer", "Refuser", "Abandonner", "Payer sans notification"):
        assert f">{button}</button>" in html


def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere(treasury: Treasury) -> None:
    _, headers, html = treasury.page(treasury.open())
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "form-action 'self' https://preau.example;" in policy
    assert not re.search(r"<script|<style|style=|\son\w+=", html)
    assert re.findall(r'(?:href|src)="([^"]*)"', html) == ["data:,", STYLE_PATH]


def test_the_style_sheet_is_served(treasury: Treasury) -> None:
    status, headers, body = treasury.fake.handle("GET", STYLE_PATH, {}, {}, b"")
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert b"url(" not in body


def test_what_the_request_says_is_shown_as_text(treasury: Treasury) -> None:
    idop = treasury.open(mel="&lt;script&gt;@exemple.fr")
    html = treasury.fake.handle("GET", PAGE_PATH, {"idop": idop}, {}, b"")[2]
    assert b"<script>" not in html
    assert b"&lt;script&gt;@exemple.fr" in html


@pytest.mark.parametrize("decision", ["payer", "refuser", "abandonner", "payer-sans-notification"])
def test_every_choice_sends_the_payer_back_with_the_id_and_nothing_else(
    treasury: Treasury, decision: str
) -> None:
    idop = treasury.open()
    status, headers, _ = treasury.choose(idop, decision)
    assert status == 303
    back = urlsplit(headers["Location"])
    assert (back.netloc, back.path) == ("preau.example", "/espace/paiement/")
    assert parse_qs(back.query) == {"id": ["p1"], "idop": [idop]}


@pytest.mark.parametrize("decision", ["payer", "refuser", "abandonner"])
def test_every_choice_is_notified_once_even_when_clicked_twice(treasury: Treasury, decision: str) -> None:
    idop = treasury.open()
    assert treasury.choose(idop, decision)[0] == 303
    assert treasury.choose(idop, decision)[0] == 303
    assert treasury.notified == [(FIELDS["urlnotif"], idop)]


def test_a_payment_may_be_made_without_telling_anybody(treasury: Treasury) -> None:
    quiet, silent = treasury.open(), treasury.open()
    treasury.choose(quiet, "payer-sans-notification")
    status, headers, html = treasury.choose(silent, "payer-sans-retour")
    assert (status, "Location" in headers) == (200, False)
    assert "Le paiement est enregistré" in html
    assert treasury.notified == []
    for idop in (quiet, silent):
        assert "<resultrans>P</resultrans>" in treasury.ask(idop)[1]


@pytest.mark.parametrize("count", [0, 2])
def test_notifications_may_be_lost_or_doubled(treasury: Treasury, count: int) -> None:
    treasury.fake.failures = Failures(notifications=count)
    treasury.choose(treasury.open(), "payer")
    assert len(treasury.notified) == count


def test_a_finished_payment_cannot_be_changed(treasury: Treasury) -> None:
    idop = treasury.open()
    treasury.choose(idop, "payer")
    for status, _, html in (treasury.page(idop), treasury.choose(idop, "refuser")):
        assert status == 409
        assert "Ce paiement est déjà terminé" in html
        assert "Revenir au portail" in html
    assert "<resultrans>P</resultrans>" in treasury.ask(idop)[1]


def test_a_payer_who_comes_too_late_is_told_so(treasury: Treasury) -> None:
    idop = treasury.open()
    treasury.now += timedelta(minutes=15)
    in_time = treasury.open()
    treasury.now += timedelta(seconds=1)
    status, _, html = treasury.page(idop)
    assert (status, "Ce paiement a expiré" in html) == (410, True)
    assert treasury.choose(idop, "payer")[0] == 410
    assert treasury.page(in_time)[0] == 200


def test_a_payer_who_came_in_time_has_two_hours(treasury: Treasury) -> None:
    slow, slower = treasury.open(), treasury.open()
    for idop in (slow, slower):
        treasury.page(idop)
    treasury.now += timedelta(hours=2)
    assert treasury.choose(slow, "payer")[0] == 303
    treasury.now += timedelta(seconds=1)
    assert treasury.choose(slower, "payer")[0] == 410


def test_a_payer_who_gave_up_cannot_come_back_after_fifteen_minutes(treasury: Treasury) -> None:
    idop = treasury.open()
    treasury.choose(idop, "abandonner")
    treasury.now += timedelta(minutes=15, seconds=1)
    assert treasury.page(idop)[0] == 409
    assert "<resultrans>A</resultrans>" in treasury.ask(idop)[1]


def test_a_payment_opened_just_before_the_night_survives_it(treasury: Treasury) -> None:
    treasury.now = datetime(2026, 11, 3, 2, 59, tzinfo=PARIS)  # mardi
    idop = treasury.open()
    treasury.page(idop)
    treasury.now = datetime(2026, 11, 3, 3, 30, tzinfo=PARIS)
    assert treasury.choose(idop, "payer")[0] == 303


def test_minutes_are_elapsed_minutes_on_the_night_when_clocks_change(treasury: Treasury) -> None:
    treasury.now = datetime(2026, 10, 25, 2, 55, fold=0, tzinfo=PARIS)  # dimanche
    early, late = treasury.open(), treasury.open()
    treasury.now = datetime(2026, 10, 25, 2, 5, fold=1, tzinfo=PARIS)  # ten minutes later
    assert treasury.page(early)[0] == 200
    treasury.now = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=PARIS)  # twenty
    assert treasury.page(late)[0] == 410


@pytest.mark.parametrize("idop", ["", "inconnu", "<script>"])
def test_an_unknown_payment_is_told_so(treasury: Treasury, idop: str) -> None:
    for status, _, html in (treasury.page(idop), treasury.choose(idop, "payer")):
        assert status == 404
        assert "Ce paiement n’existe pas" in html
        assert "<script>" not in html


def test_a_form_without_a_choice_shows_the_page_again(treasury: Treasury) -> None:
    assert treasury.choose(treasury.open(), "voler")[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", SERVICE_PATH, 405),
        ("DELETE", PAGE_PATH, 405),
        ("POST", STYLE_PATH, 405),
        ("GET", "/dev/payfip/", 404),
    ],
)
def test_other_methods_and_paths_are_refused(treasury: Treasury, method: str, path: str, status: int) -> None:
    assert treasury.fake.handle(method, path, {}, {}, b"")[0] == status


@pytest.mark.parametrize(
    ("cents", "shown"),
    [(100, "1,00\u00a0€"), (1_05, "1,05\u00a0€"), (999_999_999, "9\u202f999\u202f999,99\u00a0€")],
)
def test_euros_are_written_in_french(cents: int, shown: str) -> None:
    assert euros(cents) == shown


def test_a_notification_is_a_form_that_holds_only_the_id() -> None:
    received: list[tuple[str, str, str, bytes]] = []
    arrived = threading.Event()

    def portal(method, path, query, headers, body):
        received.append((method, path, headers["Content-Type"], body))
        arrived.set()
        return 204, {}, b""

    with serve(portal) as origin:
        treasury = Treasury()
        treasury.fake = FakePayFip()
        idop = treasury.open(urlnotif=f"{origin}/api/payfip/notifications")
        assert treasury.choose(idop, "payer")[0] == 303
        assert arrived.wait(5)
    form = "application/x-www-form-urlencoded"
    assert received == [("POST", "/api/payfip/notifications", form, f"idop={idop}".encode())]


def test_a_portal_that_is_down_does_not_keep_the_payer() -> None:
    treasury = Treasury()
    treasury.fake = FakePayFip()
    idop = treasury.open(urlnotif="http://127.0.0.1:9/")
    assert treasury.choose(idop, "payer")[0] == 303


@pytest.fixture
def site() -> Iterator[tuple[str, FakePayFip]]:
    """The fake beside a portal that is one page."""
    fake = FakePayFip(deliver=lambda url, idop: None)

    def handle(method, path, query, headers, body):
        if path == "/retour/":
            return (
                200,
                {"Content-Type": "text/html"},
                b"<!doctype html><title>Retour</title><link rel='icon' href='data:,'>",
            )
        return fake.handle(method, path, query, headers, body)

    with serve(handle) as origin:
        yield origin, fake


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_payer_finds_their_way_with_the_keyboard_at_any_width(
    site: tuple[str, FakePayFip], browser: Browser, width: int
) -> None:
    origin, fake = site
    treasury = Treasury()
    treasury.fake = fake
    idop = treasury.open(urlredirect=f"{origin}/retour/?id=p1")
    noise: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800}, has_touch=True)
    page.on("console", lambda message: noise.append(message.text))
    page.goto(f"{origin}{PAGE_PATH}?idop={idop}")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator("button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 44
    page.keyboard.press("Tab")  # the means of payment
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Payer"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}/retour/?id=p1&idop={idop}")
    page.context.close()
    assert noise == []
    assert "<resultrans>V</resultrans>" in treasury.ask(idop)[1]
