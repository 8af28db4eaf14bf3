"""What happens in the small towns of a release: parents and agents act through the API, jobs and the bank beside it.

`tests/storage/table/test_releases.py` reads what is left of it. A new release keeps these acts, and adds what it can do that the one before could not.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.agents.staff import Appointment, Role
from functions.domain.families.family import Civility
from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind
from functions.domain.informing.announcement import AnnouncementText
from functions.domain.news.writing import NewsText
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.storage.invoices import invoices
from functions.storage.regie.online_payments import Place
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.invite import invite
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login
from functions.usecases.informing.spread_announcement import spread_announcement
from functions.usecases.informing.write_announcement import Announcing, pages_of, write_announcement
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.preview_invoices import preview_invoices
from functions.usecases.journal.seal_journal import seal_journal
from functions.usecases.kitchen.run_orders import run_orders, watch_meals
from functions.usecases.news.news_act import NewsAct
from functions.usecases.news.write_article import write_article
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.settle_payment import settle_payment
from infra.demo.absences import PROOF
from infra.demo.payer import EveryonePaid
from tests.support.absences import STRICT
from tests.support.accounts import EMAIL, HOME, NOT_ACTIVATED, REF, SHEET, activation_code, an_account
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    MORNING,
    WEDNESDAY,
    a_child,
    a_commune,
    a_family,
    a_reglement,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.support.push import DEVICE
from tests.support.second_factor import pass_second_factor

PASSWORD = "un mot de passe de parent"
LISSE = "/communes/lisse/families/testmp"
RIVE = "/communes/rive"
LOUISE, AMELIE = "0" * 25 + "1", "0" * 25 + "2"
AGENT = "mairie@rive.example"
SAFETY = {
    "version": 0,
    "diet": "Sans porc",
    "allergens": ["nuts"],
    "pai": {"first": "2026-09-01", "last": None, "basket_meal": False, "where_kept": "Armoire"},
    "leaves_alone": None,
    "may_fetch": [{"name": "Rose Rivage", "phone": "06 39 98 00 01", "tie": "grand-mère"}],
    "may_not_fetch": [],
}
PUSH = {
    "endpoint": DEVICE.endpoint,
    "keys": {"p256dh": DEVICE.p256dh, "auth": DEVICE.auth},
    "kinds": ["answer"],
    "quiet": True,
}


class Person:
    """Somebody's browser, at the moments that the story says. They sign in on each day anew."""

    def __init__(self, email: str) -> None:
        self._email, self._day, self._phone = email, "", ""
        self._browser = Browser(app)

    def does(self, method: str, path: str, body: object = None, *, at: str) -> Any:
        """Raises AssertionError where the API refuses: the story is then another one."""
        _at(at)
        day = at.rpartition(" ")[0]
        if day != self._day:
            self._day = day
            signed_in = self._answer("POST", "/session", {"email": self._email, "password": PASSWORD})
            if "pending" in signed_in:
                self._phone = pass_second_factor(self._browser, self._phone)
        return self._answer(method, path, body)

    def _answer(self, method: str, path: str, body: object) -> Any:
        answer = self._browser.request(method, path, body)
        assert answer.status < 300, (path, answer.text)
        return answer.json if answer.text else None

    def puts_in_basket(self, family: str, *slots: tuple[str, str, str], at: str) -> Any:
        """`slots`: child, service, date."""
        names = ("child", "service", "date")
        lines = [dict(zip(names, slot, strict=True)) | {"action": "reserve"} for slot in slots]
        changed = self.does("POST", f"{family}/basket/changes", {"add": lines}, at=at)
        assert changed["refused"] == []
        return changed["basket"]

    def reserves(self, family: str, *slots: tuple[str, str, str], at: str) -> None:
        shown = self.puts_in_basket(family, *slots, at=at)["lines"]
        names = ("child", "service", "date", "action", "price_cents")
        lines = [{name: line[name] for name in names} for line in shown]
        assert self.does("POST", f"{family}/bookings", {"lines": lines}, at=at)["refused"] == []


def tell() -> None:
    """Write both towns to the table that the environment names. The clock of this process is the story's from here on."""
    _lisse()
    _rive()


def _lisse() -> None:
    """A family that booked, paid one invoice, owes another, and left something in its basket (0.1.0)."""
    open_town()
    settle(NOT_ACTIVATED)
    neighbours = a_family("voisins", name="Voisins", guardians=(), members=(), children=("tom", "clara"))
    settle(neighbours, [a_child("tom", ("voisins",)), replace(CLARA, families=("testmp", "voisins"))])
    now = _at("mardi 2026-09-01 18:00")
    invite(EMAIL, [REF], by="import", now=now)
    opened = activate(
        EMAIL, activation_code(), PASSWORD, SHEET, visitor=HOME, idempotency_key=uuid4().hex, now=now
    )
    marc = Person(EMAIL)
    days = ("2026-09-14", "2026-09-15", "2026-10-01", "2026-10-02")
    meals = [(child.id, CANTEEN.code, day) for child in (CLARA, GUILHEM) for day in days]
    marc.reserves(LISSE, *meals, at="mercredi 2026-09-02 20:00")
    issue_invoices("lisse", "2026-09", by="job", now=_at("samedi 2026-10-03 07:00"))
    _pay(opened.account, now=_at("dimanche 2026-10-11 21:00"))
    act = NewsAct("lisse", "deployer", "menus-de-novembre", _at("lundi 2026-11-02 09:00"))
    write_article(act, NewsText("Menus de novembre", "Les menus sont arrivés.", "Bon appétit !"))
    _writes_to_all(now=_at("lundi 2026-11-02 10:00"))
    issue_invoices("lisse", "2026-10", by="job", now=_at("mardi 2026-11-03 07:00"))
    invite("julie@famille.example", [REF], by="import", now=_at("lundi 2026-11-09 18:00"))
    marc.reserves(
        LISSE,
        ("guilhem", MORNING.code, "2026-11-23"),
        ("clara", CANTEEN.code, "2026-11-23"),
        ("guilhem", CANTEEN.code, "2026-11-24"),
        at="lundi 2026-11-09 20:00",
    )
    marc.puts_in_basket(LISSE, ("clara", CANTEEN.code, "2026-11-26"), at="lundi 2026-11-16 09:00")


def _rive() -> None:
    """Two families and an agent: absences, a waiting list, what the town confirms, and the till (0.2.0)."""
    morning = replace(MORNING, places=(Places(1),), waiting_list=WaitingList())
    evening = replace(EVENING, reserve=replace(EVENING.reserve, confirmed_by_town=True))
    services = (morning, replace(CANTEEN, absence=STRICT), evening, WEDNESDAY)
    open_town(a_commune("rive", name="Rive", colour="teal"), a_reglement(services=services))
    louise = _home("rivage", "lou", LOUISE, "louise@famille.example")
    amelie = _home("amont", "max", AMELIE, "amelie@famille.example")
    agent = _agent()
    family = f"{RIVE}/families/rivage"

    meals = [("lou", CANTEEN.code, day) for day in ("2026-10-05", "2026-10-06", "2026-10-08")]
    louise.reserves(family, *meals, at="lundi 2026-09-28 18:00")
    at = "2026-10-05T12:00:00Z"
    tap = {
        "id": "0" * 26,
        "child": "lou",
        "service": CANTEEN.code,
        "date": "2026-10-05",
        "kind": "arrived",
        "at": at,
    }
    agent.does(
        "POST",
        f"{RIVE}/attendance-events",
        {"device": "tablet", "events": [tap]},
        at="lundi 2026-10-05 14:00",
    )
    ill = {"child": "lou", "first": "2026-10-08", "last": "2026-10-08", "reason": "illness"}
    absence = louise.does("POST", f"{family}/absences", ill, at="jeudi 2026-10-08 08:00")
    louise.does("POST", f"{family}/absences/{absence['id']}/proof", PROOF, at="jeudi 2026-10-08 18:00")
    off = {"day": "2026-11-27", "reason": "strike", "services": [CANTEEN.code]}
    agent.does("POST", f"{RIVE}/called-off", off, at="mardi 2026-10-20 10:00")

    louise.reserves(family, ("lou", MORNING.code, "2026-11-23"), at="mardi 2026-10-20 19:00")
    full = {"child": "max", "service": MORNING.code, "date": "2026-11-23"}
    amelie.does("POST", f"{RIVE}/families/amont/waiting", full, at="mardi 2026-10-20 20:00")
    amelie.reserves(
        f"{RIVE}/families/amont", ("max", EVENING.code, "2026-11-24"), at="mercredi 2026-10-21 20:00"
    )

    now = _at("mardi 2026-11-03 06:00")
    preview_invoices("rive", "2026-10", by="job", key=uuid4().hex, now=now)
    issue_invoices("rive", "2026-10", by="job", now=_at("mardi 2026-11-03 07:00"))
    [debt] = invoices.receivables("rive", "rivage")
    account = f"{RIVE}/regie/families/rivage"
    cheque = {
        "means": "cheque",
        "amount_cents": debt.total_cents,
        "received_on": "2026-11-05",
        "bank": "Banque postale",
        "reference": "0001234",
    }
    agent.does("POST", f"{account}/payments", cheque, at="jeudi 2026-11-05 10:00")
    credited = {"reason": "Erreur de tranche", "lines": [{"place": 0, "amount_cents": 100}]}
    notes = f"{account}/invoices/{debt.invoice}/credit-notes"
    agent.does("POST", notes, credited, at="vendredi 2026-11-06 10:00")
    agent.does("POST", f"{RIVE}/regie/statements", {"through": "2026-11-08"}, at="lundi 2026-11-09 09:00")

    louise.does("PUT", "/me/calendar", at="mardi 2026-11-10 20:00")
    louise.does("PUT", "/me/reminders", {"wanted": False}, at="mardi 2026-11-10 20:00")
    _desk_of_rive(agent, louise, family)


def _desk_of_rive(agent: Person, louise: Person, family: str) -> None:
    """Papers, what keeps a child safe, menus, an order of meals, a question and its answer, a tablet, a phone that is told (0.3.0)."""
    at = "mercredi 2026-11-11 09:00"
    paper = {"code": "assurance", "name": "Assurance", "about": "child", "lasts": "months", "months": 12}
    kinds = [{**paper, "required": False}]
    agent.does("PUT", f"{RIVE}/paper-kinds", {"version": 0, "kinds": kinds}, at=at)
    agent.does("POST", f"{RIVE}/papers/rivage/assurance.lou/decision", {"accepted": True}, at=at)
    agent.does("PUT", f"{RIVE}/children/lou/safety", SAFETY, at=at)
    sentences = [{"use": "reply", "text": "Bonjour, c’est noté."}]
    agent.does("PUT", f"{RIVE}/ready-sentences", {"version": 0, "sentences": sentences}, at=at)
    dishes = {
        "date": "2026-11-30",
        "dishes": ["Carottes râpées", "Lasagnes"],
        "allergens": ["milk", "gluten"],
    }
    agent.does("PUT", f"{RIVE}/menus/2026-W49", {"version": 0, "days": [dishes]}, at=at)
    agent.does("POST", f"{RIVE}/devices", {"name": "Cantine"}, at=at)
    agent.does("PUT", "/me/pin", {"pin": "271828"}, at=at)

    asked = {"kind": "question", "subject": "Sortie de vendredi", "text": "Faut-il un pique-nique ?"}
    louise.does("POST", "/me/push-devices", PUSH, at="mercredi 2026-11-11 20:00")
    thread = louise.does("POST", f"{family}/requests", asked, at="mercredi 2026-11-11 20:00")
    desk = f"{RIVE}/requests/rivage/{thread['id']}"
    last = agent.does("GET", desk, at="jeudi 2026-11-12 09:00")["last"]
    agent.does("POST", f"{desk}/messages", {"text": "Oui.", "seen": last}, at="jeudi 2026-11-12 09:00")

    orders = {"service": CANTEEN.code, "caterer": "Cuisine centrale", "email": "cuisine@traiteur.example"}
    agent.does("PUT", f"{RIVE}/kitchen/settings", orders, at="jeudi 2026-11-12 09:00")
    louise.reserves(family, ("lou", CANTEEN.code, "2026-11-17"), at="jeudi 2026-11-12 09:30")
    now = _at("jeudi 2026-11-12 10:06")
    watch_meals("rive", now=now)
    assert run_orders(now=now).ordered > 0
    seal_journal("rive", now=_at("vendredi 2026-11-13 04:00"))


def _home(name: str, child: str, account: str, email: str) -> Person:
    file = a_family(name, name=name.capitalize(), guardians=(), members=(account,), children=(child,))
    settle(file, [a_child(child, (name,), last_name=name.capitalize())], commune="rive")
    an_account(account, email, PASSWORD, families=(FamilyRef("rive", name),))
    return Person(email)


def _agent() -> Person:
    """One person for the whole town hall, as in a small one."""
    now = _at("lundi 2026-09-28 18:00")
    account = open_agent_login(
        AGENT,
        civility=Civility.MADAME,
        first_name="Odile",
        last_name="Mairie",
        by="import",
        now=now,
        password=PASSWORD,
    )
    appoint_agent(AppointingAct("rive", account, "import", now), Appointment(tuple(Role)))
    return Person(AGENT)


def _writes_to_all(*, now: datetime) -> None:
    """And the first page of families is told."""
    act = Announcing("lisse", "deployer", "sortie-au-musee", now)
    text = AnnouncementText("Sortie au musée", "Le car part à 9 h.")
    written = write_announcement(act, text, AnnouncementAudience(AudienceKind.EVERYBODY), store=None)
    spread_announcement(pages_of("lisse", written), now)


def _pay(account: str, *, now: datetime) -> None:
    """The one invoice of Lisse, through a provider that needs no network."""
    [debt] = invoices.receivables("lisse", "testmp")
    bank = EveryonePaid(now)
    opened = open_payment(
        PaymentAsked("lisse", "testmp", (debt.invoice,), account, uuid4().hex),
        provider=bank,
        return_url=lambda place: "https://preau.example/espace/factures/",
        api_url="https://preau.example/api",
        now=now,
    )
    settle_payment(Place("lisse", "testmp", opened.payment), provider=bank, now=now)


def _at(moment: str) -> datetime:
    now = paris(moment)
    fixed: Callable[[], datetime] = lambda: now  # noqa: E731
    wiring.use_clock(fixed)
    return now
