"""The day's list: who is expected, what keeps them safe, and what it costs to read it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import Enrolment
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.storage.table import reading
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_declared, a_town
from tests.support.attendance import a_tap, send, write_down
from tests.support.builders import (
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    book,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.spaces import plain
from tests.support.table import journal_of_commune
from tests.support.trips import trips

ANNE, LEO, ODILE = ("0" * 25 + letter for letter in "slo")
LIST = "/communes/lisse/day-list?service=restauration&date=2026-11-23"
SHEET: dict[str, Any] = {
    "version": 0,
    "diet": "Sans porc",
    "allergens": ["nuts", "peanuts"],
    "pai": {"first": "2026-09-01", "last": None, "basket_meal": True, "where_kept": "armoire bleue"},
    "may_fetch": [{"name": "Rose Dupré", "phone": "06 39 98 77 77", "tie": "grand-mère"}],
    "may_not_fetch": [{"name": "Jean Écarté", "proof": "Ordonnance"}],
    "health": {"doctor": "Dr Anne Soin", "doctor_phone": "01 99 00 45 67", "emergency_care": False},
}


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The secretary. Léo looks after children, Odile holds the till."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town(reglement=a_town())
    settle()
    appoint(ANNE, Role.SECRETARY)
    appoint(LEO, Role.CHILDCARE)
    appoint(ODILE, Role.REGISSEUR)
    return who(ANNE)


def who(account: str) -> Browser:
    return Browser(app, cookie=log_in(account))


def test_it_says_who_is_expected_and_what_is_to_be_known_before_the_tap(anne: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    anne.put("/communes/lisse/children/clara/safety", SHEET)
    shown = who(LEO).get(LIST).json
    assert (shown["service_name"], shown["date"]) == ("Restauration scolaire", "2026-11-23")
    assert (shown["is_over"], shown["remark"], shown["unreadable"]) == (False, "", [])
    assert {"code": "illness", "label": "Maladie"} in shown["reasons"]
    assert plain(shown["absence_bills"]) == (
        "« Maladie », « Raison familiale » et « Autre raison » : facturé, sauf si la famille signale l’absence avant "
        "lundi 23 novembre à 9 h. Pour une absence qui commence ce jour-là : avec un certificat médical reçu au plus tard mercredi 25 "
        "novembre au soir à minuit, rien n’est facturé ; avec un certificat médical, les 2 premiers jours restent facturés ; avec une "
        "attestation sur l’honneur, à partir de 2 jours de suite, les 2 premiers jours restent facturés. « Grève » et "
        "« Enseignant absent » : non facturé."
    )
    assert plain(shown["meals"]) == (
        "Repas : rien n’est encore commandé pour ce jour, le nombre change dans « Cuisine »."
    )
    [clara] = shown["children"]
    assert plain(clara["meal"]) == "Apporte son repas : la commande ne change pas."
    assert {name: clara[name] for name in ("expected", "absent", "presence", "last_event", "to_check")} == {
        "expected": "booked",
        "absent": "",
        "presence": "expected",
        "last_event": "",
        "to_check": False,
    }
    assert [(mark["code"], mark["label"]) for mark in clara["marks"]] == [
        ("allergy", "arachides et fruits à coque"),
        ("pai", "PAI, apporte son repas"),
        ("diet", "sans porc"),
        ("may_not_fetch", "pas avec Jean Écarté"),
    ]
    assert [plain(sentence) for sentence in clara["care"]] == [
        "Allergie : arachides et fruits à coque.",
        "PAI : armoire bleue.",
        "La famille apporte le repas.",
        "Soins d’urgence pas autorisés : la famille doit être jointe d’abord.",
        "Médecin traitant : Dr Anne Soin, 01 99 00 45 67.",
    ]
    assert [(plain(one["label"]), one["phone"]) for one in clara["urgent"]] == [
        ("Pas d’accord pour les soins d’urgence", ""),
        ("Médecin traitant : Dr Anne Soin", "01 99 00 45 67"),
    ]
    assert clara["may_fetch"] == [{"name": "Rose Dupré", "tie": "grand-mère"}]
    assert clara["may_not_fetch"] == ["Jean Écarté"]
    [money] = who(ODILE).get(LIST).json["children"]
    assert money["urgent"] == [], "the till keeps no children"
    assert (money["marks"], money["care"], money["may_fetch"], money["may_not_fetch"]) == ([], [], [], [])


def test_a_child_whose_absence_was_declared_says_what_the_reglement_makes_of_it(anne: Browser) -> None:
    books = {(23, "restauration"): a_booking()}
    put_month(a_month("clara", "2026-11", books).with_absence(a_declared([MONDAY])))
    put_month(a_month("guilhem", "2026-11", books))
    shown = {each["child"]: each for each in anne.get(LIST).json["children"]}
    assert plain(shown["clara"]["bills"]) == (
        "Sans le justificatif demandé, ou si l’absence est trop courte, elle reste facturée."
    )
    assert shown["guilhem"]["bills"] == "", "what the list says of all"


def test_its_version_changes_with_what_a_printed_list_says_and_with_nothing_else(anne: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    printed = anne.get(LIST).json["version"]
    assert anne.get(LIST).json["version"] == printed
    anne.put("/communes/lisse/children/clara/safety", SHEET)
    marked = anne.get(LIST).json["version"]
    book(Slot(MONDAY, "restauration", "guilhem"))
    assert len({printed, marked, anne.get(LIST).json["version"]}) == 3


def test_who_expects_nobody_is_told_why(anne: Browser) -> None:
    assert plain(anne.get(LIST).json["remark"]) == "Aucun enfant n’est réservé."
    saturday = anne.get(LIST.replace("2026-11-23", "2026-11-21")).json
    assert plain(saturday["remark"]) == "Ce service n’ouvre pas ce jour-là."
    book(Slot(MONDAY, "restauration", "clara"))
    strike = {"day": "2026-11-23", "reason": "grève", "services": ["restauration"]}
    anne.post("/communes/lisse/called-off", strike)
    shown = anne.get(LIST).json
    assert shown["children"] == [] and plain(shown["remark"]) == "N’a pas lieu : grève."
    assert anne.get(LIST.replace("restauration", "judo")).status == 404


def test_a_service_without_booking_expects_who_is_enrolled_that_day(anne: Browser) -> None:
    town = a_town()
    study = replace(town.services[0], code="etude", name="Étude", reserve=Rule(mode=Mode.ATTENDANCE))
    publish_reglement("lisse", replace(town, services=(study, *town.services)), now=NOW)
    since = on("mardi 2026-09-01")
    held = {
        "lea": Enrolment("etude", "autre", since),
        "tom": Enrolment("etude", "autre", since, weekdays=(2,)),
    }
    kids = [a_child(name, ("autre",), enrolments=(one,)) for name, one in held.items()]
    settle(a_family("autre", children=tuple(held)), kids)
    shown = anne.get("/communes/lisse/day-list?service=etude&date=2026-11-23").json
    assert [(each["child"], each["expected"]) for each in shown["children"]] == [("lea", "enrolled")]
    none = anne.get("/communes/lisse/day-list?service=etude&date=2026-11-21").json
    assert none["children"] == []


def test_a_spreadsheet_has_the_same_children(anne: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"), Slot(MONDAY, "restauration", "guilhem"))
    lines = anne.get(LIST.replace("day-list?", "day-list/export?")).text.splitlines()
    assert lines[0].lstrip("\ufeff").split(";")[:4] == ["école", "classe", "nom", "prénom"]
    assert [line.split(";")[3] for line in lines[1:]] == ["Clara", "Guilhem"]


def test_it_is_three_round_trips_whatever_the_size_of_the_town(
    anne: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Admission, the families of the town, all that is kept of each child: what is asked at once counts as one. `make bench` asks for four hundred."""
    for number in range(12):
        names = [f"enfant{number}x{place}" for place in range(10)]
        settle(
            a_family(
                f"famille{number}", name=f"{chr(97 + number % 26)}{number}", children=tuple(names), members=()
            ),
            [a_child(name, (f"famille{number}",)) for name in names],
        )
        for name in names:
            put_month(a_month(name, "2026-11", {(23, "restauration"): a_booking(payer=f"famille{number}")}))
    assert len(anne.get(LIST).json["children"]) == 120
    asked: list[int] = []
    batch = reading._batch

    def counted(keys: Collection[Any]) -> Any:
        if keys:
            asked.append(len(keys))
        return batch(keys)

    monkeypatch.setattr(reading, "_batch", counted)
    with trips() as made:
        anne.get(LIST)
    assert len(asked) == 2 and asked[1] == 3 + 122 * 4
    # Who admits; the list of families, by the first letter; what is kept of each child, and beside it that the list was read.
    assert made.count == 3
    assert Counter(made.sent) == {"BatchGetItem": 1 + 5, "Query": 9, "TransactWriteItems": 1}


def test_a_child_who_is_not_on_the_list_is_found_by_its_own_names_alone(anne: Browser) -> None:
    find = "/communes/lisse/children?search="
    [clara] = who(LEO).get(f"{find}cla").json["children"]
    assert (clara["child"], clara["last_name"], clara["school_class"]) == ("clara", "Testmp", "CM1")
    assert who(LEO).get(f"{find}marc").json["children"] == [], "her father's name finds her family, not her"
    assert [each["child"] for each in anne.get(f"{find}testmp+guil").json["children"]] == ["guilhem"]
    assert anne.get(f"{find}0199005678").json["children"] == []
    assert anne.get(f"{find}a").status == 422


def test_a_child_without_a_booking_says_what_it_is_billed_before_and_after(anne: Browser) -> None:
    today = LIST.replace("2026-11-23", f"{NOW.date()}")
    listed = who(LEO).get(today).json
    assert plain(listed["unbooked_bills"]).startswith(
        "Sans réservation : l’enfant qui est là est facturé au tarif habituel"
    )
    write_down("clara", service="restauration", day=NOW.date(), at=NOW)
    [clara] = anne.get(today).json["children"]
    assert plain(clara["bills"]) == "Présence sans réservation : facturée 3,45 €."
    assert who(LEO).get(today).json["children"][0]["bills"] == "", "it would tell the quotient"


def test_phones_are_told_to_evacuate_and_the_journal_says_who_read_them(anne: Browser) -> None:
    book(Slot(MONDAY, "restauration", "clara"))
    phones = LIST.replace("day-list", "day-phones")
    [told] = who(LEO).get(phones).json["phones"]
    assert told["child"] == "clara"
    assert [person["phone"] for person in told["people"]] == ["01 99 00 56 78"]
    who(LEO).get(phones)
    acts = [line.act for line in journal_of_commune("lisse")]
    assert acts.count("day_phones_read") == 1
    assert who(ODILE).get(phones).status == 403


def test_a_tablet_sends_what_was_tapped_and_is_told_what_is_so(anne: Browser) -> None:
    tap = {"child": "clara", "service": "restauration", "date": "2026-11-16", "at": "2026-11-16T07:50:00Z"}
    sent = [
        {"id": "one", "kind": "arrived", "seen": None, **tap},
        {"id": "two", "kind": "left", "by": "Rose", "hour": "08:55", "seen": "one", "seq": 2, **tap},
        {"id": "three", "kind": "absent", "reason": "angine", "seen": "two", **tap},
        {"id": "four", "kind": "shrug", **tap},
        {"kind": "arrived", **tap},
    ]
    answer = who(LEO).post("/communes/lisse/attendance-events", {"device": "tablet", "events": sent})
    assert answer.status == 200
    assert answer.json["accepted"] == ["one", "two"]
    assert [(each["id"], each["code"]) for each in answer.json["refused"]] == [
        ("four", "invalid"),
        ("", "invalid"),
        ("three", "unknown_absence_reason"),
    ]
    assert all(each["sentence"] for each in answer.json["refused"])
    assert answer.json["state"] == [
        {
            "child": "clara",
            "service": "restauration",
            "date": "2026-11-16",
            "presence": "left",
            "arrived": "08:50",
            "left": "08:55",
            "late_minutes": None,
            "reason": "",
            "left_by": "Rose",
            "note": "",
            "last_event": "two",
            "to_check": False,
            "bills": "",
        }
    ]
    assert answer.json["now"] == "2026-11-16T09:00:00+01:00"
    [shown] = anne.get(LIST.replace("2026-11-23", "2026-11-16")).json["children"]
    assert (
        {name: shown[name] for name in ("expected", *answer.json["state"][0]) if name in shown}
        == {
            "expected": "no",
            **{name: value for name, value in answer.json["state"][0].items() if name in shown},
            "bills": "Présence sans réservation\u00a0: facturée 3,45\u202f€.",  # which the one who tapped may not know
        }
    )
    assert who(ODILE).post("/communes/lisse/attendance-events", {"device": "x", "events": []}).status == 403
    assert anne.post("/communes/lisse/attendance-events", {}).status == 422


def test_a_tablet_is_told_what_an_absence_comes_to_and_nothing_once_it_is_taken_back(anne: Browser) -> None:
    book(Slot(NOW.date(), "restauration", "clara"), now=paris("lundi 2026-11-09 09:00"))
    about = {"child": "clara", "service": "restauration", "date": "2026-11-16", "at": "2026-11-16T07:50:00Z"}

    def told(**event: object) -> str:
        sent = {"device": "tablet", "events": [{**about, **event}]}
        [state] = anne.post("/communes/lisse/attendance-events", sent).json["state"]
        return plain(state["bills"])

    assert told(id="one", kind="absent").startswith("Absence qui n’a pas été déclarée : elle reste facturée")
    assert told(id="two", kind="cleared", event="one", seen="one") == ""
    assert told(id="three", kind="arrived", seen="two") == "", "it is billed as it was booked"


def test_two_tablets_that_disagree_leave_the_child_to_the_secretary_who_decides(anne: Browser) -> None:
    day = on("lundi 2026-11-16")
    book(Slot(day, "restauration", "clara"), now=paris("lundi 2026-11-09 09:00"))
    here = a_tap("clara", at=paris("lundi 2026-11-16 08:30"), day=day, service="restauration", name="here")
    away = a_tap(
        "clara",
        "absent",
        at=paris("lundi 2026-11-16 08:40"),
        day=day,
        service="restauration",
        name="away",
        by=LEO,
        reason="illness",
    )
    send(here, now=NOW)
    send(away, now=NOW, by=LEO)
    [shown] = anne.get(LIST.replace("2026-11-23", "2026-11-16")).json["children"]
    assert (shown["presence"], shown["to_check"], shown["last_event"]) == ("absent", True, "here,away")
    [waiting] = anne.get("/communes/lisse/inbox?kind=attendance").json["entries"]
    assert plain(waiting["subject"]) == "Présence à vérifier : Clara Testmp, lundi 16 novembre"
    assert "maladie" not in waiting["subject"]
    item = anne.get(f"/communes/lisse/inbox/attendance/{waiting['family']}/{waiting['id']}").json
    [doubt] = item["doubts"]
    assert (
        doubt["question"] == "L’enfant était-il là\u00a0?"
        or plain(doubt["question"]) == "L’enfant était-il là ?"
    )
    labels = [plain(choice["label"]) for choice in doubt["choices"]]
    assert labels[0].startswith("Arrivé à 8 h 30 (") and labels[1].startswith("Absent, maladie (")
    todo = {line["kind"]: line["label"] for line in anne.get("/communes/lisse/today").json["todo"]}
    assert todo == {"attendance": "présence à vérifier"}
    decides = {"id": "decides", "child": "clara", "service": "restauration", "date": "2026-11-16"}
    decides |= {"at": NOW.isoformat(), "seen": doubt["seen"], **doubt["choices"][0]["event"]}
    answer = anne.post("/communes/lisse/attendance-events", {"device": "demandes", "events": [decides]}).json
    assert [(each["presence"], each["arrived"], each["to_check"]) for each in answer["state"]] == [
        ("present", "08:30", False)
    ]
    assert anne.get("/communes/lisse/inbox").json["entries"] == []
    gone = anne.get(f"/communes/lisse/inbox/attendance/{waiting['family']}/{waiting['id']}")
    assert gone.status == 404


def test_what_was_not_written_down_is_listed_before_it_is_invoiced(anne: Browser) -> None:
    days = [on("lundi 2026-11-09"), on("mardi 2026-11-10"), on("vendredi 2026-11-13")]
    put_month(a_month("clara", "2026-11", {(day.day, "restauration"): a_booking() for day in days}))
    put_month(
        a_month("guilhem", "2026-11", {(9, "restauration"): a_booking(), (27, "restauration"): a_booking()})
    )
    anne.post("/communes/lisse/called-off", {"day": "2026-11-13", "reason": "neige"})
    write_down("clara", service="restauration", day=days[1], at=paris("mardi 2026-11-10 12:00"))
    asked = "/communes/lisse/unmarked?from=2026-11-01&to=2026-11-30"
    assert who(ODILE).get(asked).json["days"] == [
        {
            "date": "2026-11-09",
            "day": "Lundi 9\u00a0novembre",
            "service": "restauration",
            "service_name": "Restauration scolaire",
            "expected": 2,
        }
    ]
    assert who(LEO).get(asked).status == 403
    odile = who(ODILE)
    said = odile.get("/communes/lisse/unmarked/before-invoicing").json
    assert said["title"] == "Avant de facturer novembre"
    assert plain(said["sentence"]) == (
        "1 liste n’a pas été pointée. Chaque enfant y est facturé comme il a réservé : vous pouvez en rester là."
    )
    # Until yesterday: today may still be written down.
    assert [(day["date"], day["service"]) for day in said["days"]] == [("2026-11-09", "restauration")]
    with trips() as made:
        odile.get("/communes/lisse/unmarked/before-invoicing")
    # Who asks; all families and, beside them, whether the month before was invoiced; all children.
    assert made.count == 3
    assert Counter(made.sent) == {"BatchGetItem": 2, "Query": 9, "GetItem": 1}
    forgotten = {"act": "leave", "lists": [{"date": "2026-11-09", "service": "restauration"}]}
    assert odile.post("/communes/lisse/unmarked", forgotten).status == 403
    assert anne.post("/communes/lisse/unmarked", forgotten).status == 204
    assert anne.get(asked).json["days"] == []
    assert odile.get("/communes/lisse/unmarked/before-invoicing").json["sentence"] == ""
    assert anne.post("/communes/lisse/unmarked", {**forgotten, "act": "take_up"}).status == 204
    assert [day["date"] for day in anne.get(asked).json["days"]] == ["2026-11-09"]
    acts = [line.act for line in journal_of_commune("lisse")]
    assert (acts.count("lists_left_unmarked"), acts.count("lists_taken_up")) == (1, 1)
    tomorrow = {"act": "leave", "lists": [{"date": "2026-11-17", "service": "restauration"}]}
    assert anne.post("/communes/lisse/unmarked", tomorrow).json["code"] == "day_to_come"
    assert anne.post("/communes/lisse/unmarked", {}).status == 422
    assert anne.get(asked.replace("2026-11-30", "2027-02-01")).json["code"] == "too_many_days_asked"


def test_two_children_of_one_name_are_told_apart_where_they_are_listed(anne: Browser) -> None:
    twin = {"first_name": "Clara", "last_name": "Testmp", "birth_date": on("lundi 2020-03-02")}
    settle(a_family("autre", children=("klara",), members=()), [a_child("klara", ("autre",), **twin)])
    book(Slot(MONDAY, "restauration", "clara"))
    put_month(a_month("klara", "2026-11", {(23, "restauration"): a_booking(payer="autre")}))
    names = sorted(each["name"] for each in anne.get(LIST).json["children"])
    assert len(set(names)) == 2 and all(name.startswith("Clara Testmp (") for name in names)
