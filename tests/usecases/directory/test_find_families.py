"""A family is found under whatever one knows of it, in two round trips, and no other town's is."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.directory.directory_line import LoginsState
from functions.domain.directory.family_filter import FamilyState, Lack
from functions.domain.families.family import Address, Civility, Guardian, QuotientFamilial
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.storage.families.town_numbers import family_id
from functions.usecases.accounts.invite import invite
from functions.usecases.directory import find_families as find_families_module
from functions.usecases.directory.find_families import FamiliesAsked, FamilyFound, find_families
from functions.usecases.directory.list_classes import list_classes
from functions.usecases.messages.list_unreachable import list_unreachable
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support import desk
from tests.support.accounts import an_account
from tests.support.builders import (
    CANTEEN,
    NOW,
    a_child,
    a_commune,
    a_family,
    a_reglement,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.faults import Faulty, faulty

pytestmark = pytest.mark.usefixtures("table")

ROSA = Guardian(Civility.MADAME, "D’Amico", "Rosa", "rosa@famille.example")
LEO = Guardian(Civility.MONSIEUR, "Le Goff", "Léo", "leo@famille.example")


def asked(**wanted: Any) -> FamiliesAsked:
    usual: dict[str, Any] = {"commune": "lisse", "now": NOW}
    return FamiliesAsked(**usual | wanted)


def found(typed: str = "", **wanted: Any) -> list[str]:
    return [each.line.family for each in find_families(asked(typed=typed, **wanted)).families]


def of(family: str) -> FamilyFound:
    everybody = find_families(asked()).families
    return next(each for each in everybody if each.line.family == family)


def a_town(**reglement: Any) -> None:
    """Testmp, activated; two families D'Amico, one with a child that it shares with Le Goff; one brought by a list."""
    open_town(reglement=a_reglement(**reglement) if reglement else None)
    settle()
    an_account()
    enzo = a_child("enzo", ("amico1", "goff"), first_name="Enzo", last_name="D’Amico-Le Goff", number="77")
    settle(
        a_family(
            "amico1",
            name="D’Amico",
            address=Address("4 impasse du Lavoir", "00000", "Lisse"),
            phone="01 99 00 11 22",
            guardians=(ROSA,),
            children=("enzo",),
            members=(),
            quotients=(),
        ),
        [replace(enzo, families=("amico1",))],
    )
    settle(
        a_family(
            "goff",
            name="Le Goff",
            guardians=(LEO,),
            children=("enzo",),
            members=(),
            quotients=(QuotientFamilial(640, on("mardi 2025-09-02")),),
        ),
        [enzo],
    )
    settle(
        a_family(
            family_id("lisse", "1042"),
            name="D’Amico",
            phone="",
            guardians=(replace(ROSA, first_name="Aïcha", email=None),),
            children=("noe",),
            members=(),
        ),
        [
            a_child(
                "noe",
                (family_id("lisse", "1042"),),
                first_name="Noé",
                last_name="D’Amico",
                school="pasteur",
                school_class="CE2",
            )
        ],
    )


def test_a_family_is_found_under_whatever_one_knows_of_it() -> None:
    a_town()
    brought = family_id("lisse", "1042")
    assert found("testmp") == ["testmp"]
    assert sorted(found("amico")) == sorted(found("d'AMICO")) == sorted(["amico1", brought, "goff"])
    assert found("amico rosa") == found("Rosa d’ami") == ["amico1"]
    assert sorted(found("enzo")) == sorted(found("enzo goff")) == ["amico1", "goff"]
    assert found("legoff leo") == found("Goff Léo") == ["goff"]
    assert found("noe") == found("aicha") == found("noé ce2") == [brought]
    assert found("rosa@famille.example") == found("ROSA@famille.example") == ["amico1"]
    assert found("01.99.00.11.22") == found("+33 1 99 00 11 22") == ["amico1"]
    assert found("1042") == [brought]
    assert sorted(found("77")) == ["amico1", "goff"]
    assert found("cp") == ["testmp"]
    assert found("t") == ["testmp"]
    assert found("zzz") == found("rosa guilhem") == found("0199009999") == found("7") == []


def test_another_towns_families_are_not_found() -> None:
    a_town()
    open_town(a_commune("vauvert"))
    assert find_families(FamiliesAsked("vauvert", NOW, "amico")).families == []
    assert find_families(FamiliesAsked("vauvert", NOW)).families == []


def test_the_list_is_by_name_and_chosen_by_school_class_and_state() -> None:
    a_town()
    brought = family_id("lisse", "1042")
    everybody = found()
    assert everybody[2:] == ["goff", "testmp"] and sorted(everybody[:2]) == sorted(["amico1", brought])
    assert found(school="pasteur") == found(school="pasteur", school_class="CE2") == [brought]
    assert found(school="ferry", school_class="CP") == ["testmp"]
    assert found(school="pasteur", school_class="CP") == []
    assert found(state=FamilyState.ACTIVE) == ["testmp"]
    assert found(state=FamilyState.WITHOUT_ADDRESS) == [brought]
    assert sorted(found(state=FamilyState.TO_INVITE)) == ["amico1", "goff"]
    assert sorted(found("amico", state=FamilyState.TO_INVITE)) == ["amico1", "goff"]
    assert sorted(found(state=FamilyState.QUOTIENT)) == ["amico1", "goff"]
    assert found("testmp", state=FamilyState.NOT_ACTIVATED) == []
    assert sorted(found(state=FamilyState.NOT_ACTIVATED)) == sorted(["amico1", "goff", brought])


def test_an_invitation_shows_until_it_expires() -> None:
    a_town()
    invite("rosa@famille.example", [FamilyRef("lisse", "amico1")], by="agent", now=NOW)
    later = NOW + timedelta(days=31)
    assert found(state=FamilyState.INVITED) == ["amico1"]
    assert of("amico1").logins is LoginsState.INVITED
    assert found(state=FamilyState.EXPIRED) == []
    assert found(state=FamilyState.EXPIRED, now=later) == ["amico1"]
    assert found("amico", state=FamilyState.EXPIRED, now=later) == ["amico1"]
    assert found(state=FamilyState.INVITED, now=later) == []


def test_what_is_lacking_is_said_where_the_town_asks_for_it() -> None:
    a_town()
    assert (of("testmp").lacks, of("amico1").lacks, of("goff").lacks) == (
        (),
        (Lack.QUOTIENT,),
        (Lack.QUOTIENT_OLD,),
    )
    asks = replace(CANTEEN, conditions=ServiceConditions(needs=(Need.COMPLETE_FILE,)))
    publish_reglement("lisse", a_reglement(services=(asks,)), now=NOW)
    assert of("testmp").lacks == (Lack.FILE,)


def test_each_family_stands_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_families_module, "PAGE", 3)
    open_town()
    for place in range(7):
        name = f"Famille{place:02}"
        settle(a_family(f"f{place}", name=name, guardians=(), children=(), members=()), [])
    for typed in ("", "f", "fam", "famille"):
        pages, after = [], None
        while True:
            page = find_families(asked(typed=typed, after=after))
            pages.append([each.line.family for each in page.families])
            after = page.next
            if after is None:
                break
        assert sorted(chain(*pages)) == [f"f{place}" for place in range(7)], typed
        assert [len(page) for page in pages] == [3, 3, 1], typed


def test_families_with_an_invoice_that_is_late_are_found_while_they_owe_it() -> None:
    a_town()
    issued = desk.issue_month("2026-10", 345)
    late = paris("lundi 2027-01-11 09:00")
    unpaid = FamilyState.UNPAID
    assert found(state=unpaid) == [], "its day has not come"
    assert found(state=unpaid, now=late) == found("guilhem", state=unpaid, now=late) == ["testmp"]
    assert found("amico", state=unpaid, now=late) == found(state=unpaid, school="pasteur", now=late) == []
    assert found("marc@famille.example", state=unpaid, now=late) == ["testmp"]
    desk.pay(desk.cheque(345, late.date()), issued.invoice, now=late)
    assert found(state=unpaid, now=late) == []


def test_families_with_an_address_that_receives_nothing_are_found_until_it_receives_again() -> None:
    a_town()
    silent = FamilyState.UNREACHABLE
    assert found(state=silent) == []
    note_mail_return(MailReturn("marc@famille.example", NoMailBecause.BOUNCE, NOW), now=NOW)
    assert found(state=silent) == found("guilhem", state=silent) == ["testmp"]
    assert found("amico", state=silent) == found(state=silent, school="pasteur") == []
    [line] = list_unreachable("lisse")
    try_address_again(AddressTried("lisse", "testmp", line.address, "agent", NOW))
    assert found(state=silent) == []


WANTED: list[dict[str, Any]] = [
    {"typed": "amico"},
    {"typed": "rosa amico"},
    {"typed": "rosa@famille.example"},
    {"typed": "1042"},
    {"typed": "amico", "state": FamilyState.TO_INVITE},
    {},
    {"typed": "d"},
    {"state": FamilyState.QUOTIENT, "school": "ferry"},
]


def test_finding_takes_two_round_trips_and_scans_nothing() -> None:
    a_town()
    find_families(asked())  # the règlement is read once a process
    for wanted in WANTED:
        with faulty(Faulty()) as counted:
            assert find_families(asked(**wanted)).families, wanted
        assert sorted(counted.calls) == ["BatchGetItem", "Query"], wanted


def test_the_classes_that_files_name_are_told_once_each_as_most_of_them_write_it() -> None:
    open_town()
    for number, name in enumerate(("Ce 1", "CE1", "CE1", "CM2", None)):
        settle(
            a_family(f"f{number}", name=f"{'azt'[number % 3]}{number}", members=(), children=(f"c{number}",)),
            [a_child(f"c{number}", (f"f{number}",), school_class=name)],
        )
    with faulty(Faulty()) as calls:
        assert list_classes("lisse") == ["CE1", "CM2"]
    assert calls.calls == ["Query"] * 12, "parts of the list, asked for at once"
