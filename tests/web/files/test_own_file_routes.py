"""*Mon dossier*: a parent reads what the town has written down, what lacks first, and nothing of another home."""

from dataclasses import replace

from app import app
from functions.domain.families.family import Civility, Guardian, QuotientFamilial
from functions.domain.papers.papers import Paper, PaperAbout, PaperKind, PaperLasts, PaperState
from functions.domain.safety.child_safety import Allergen, MayFetch, MayNotFetch
from functions.storage.accounts import activations
from functions.storage.papers import family_papers
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from functions.usecases.safety.write_safety import name_menus
from tests.support.accounts import messages
from tests.support.builders import CLARA, GUILHEM, JULIE, MARC, a_child, a_family, log_in, paris, settle
from tests.support.client import Browser
from tests.support.own_file import ANNE, AUGUST, FILE, a_sheet, confirm, facts
from tests.support.spaces import plain
from tests.web.files.conftest import Clock


def test_a_parent_reads_what_the_town_has_of_each_section(marc: Browser) -> None:
    name_menus("lisse", ("Sans porc",), by=ANNE, now=AUGUST)
    grandmother = MayFetch("Rose Dupré", "06 39 98 77 77", "grand-mère")
    a_sheet("clara", diet="Sans porc", allergens=(Allergen.NUTS,), may_fetch=(grandmother,))
    file = marc.get(FILE).json
    assert (file["year"], file["year_name"], file["confirmed"]) == (2027, "2027-2028", "")
    assert [(each["code"], each["title"]) for each in file["sections"]] == [
        ("family", "Nous"),
        ("child", "Clara Testmp"),
        ("child", "Guilhem Testmp"),
        ("quotient", "Quotient familial"),
        ("reglement", "Règlement"),
    ]
    assert facts(file, 0)["Adresse"] == "3 rue des Tilleuls, 00000 Lisse"
    clara, guilhem = facts(file, 1), facts(file, 2)
    assert (clara["Allergies"], clara["Menu"], clara["PAI"]) == ("fruits à coque", "Sans porc", "aucun")
    assert (
        clara["Peut venir chercher l’enfant"]
        == "Marc Testmp (responsable), Julie Testmp (responsable) et Rose Dupré (grand-mère, 06 39 98 77 77)"
    )
    assert (guilhem["Allergies"], guilhem["Menu"], guilhem["Sortie"]) == (
        "aucune",
        "habituel",
        "avec un adulte",
    )
    assert facts(file, 3)["Quotient familial"] == "812, depuis le 1er septembre 2026"


def test_a_folded_section_says_all_in_which_a_mistake_would_harm_the_child(marc: Browser) -> None:
    grandmother = MayFetch("Rose Dupré", "06 39 98 77 77", "grand-mère")
    a_sheet("clara", diet="Sans porc", allergens=(Allergen.NUTS,), may_fetch=(grandmother,))
    family, clara, *_ = marc.get(FILE).json["sections"]
    briefs = [[plain(fact["brief"]) for fact in part["facts"] if fact["brief"]] for part in (family, clara)]
    assert briefs == [
        ["Testmp", "3 rue des Tilleuls, 00000 Lisse", "01 99 00 56 78"],
        [
            "CM1",
            "Peut venir chercher l’enfant : Marc Testmp (responsable), Julie Testmp (responsable)"
            " et Rose Dupré (grand-mère, 06 39 98 77 77)",
            "Allergies : fruits à coque",
            "PAI : aucun",
            "Menu : Sans porc",
            "Sortie : avec un adulte",
        ],
    ]


def test_what_is_missing_or_ends_soon_comes_first_with_where_it_is_done(marc: Browser) -> None:
    kinds = [
        PaperKind("assurance", "Assurance scolaire", PaperAbout.CHILD, PaperLasts.SCHOOL_YEAR),
        PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.FOREVER),
    ]
    name_paper_kinds("lisse", kinds, seen=0, by=ANNE, now=AUGUST)
    transaction = Transaction()
    until = paris("mardi 2027-08-31 09:00").date()
    seen = Paper("assurance", "clara", PaperState.ACCEPTED, ANNE, AUGUST, until)
    family_papers.put(transaction, Stored(keys.paper("lisse", "testmp", "assurance", "clara"), seen, 0))
    transaction.commit()
    lacks = marc.get(FILE).json["lacks"]
    assert [(plain(each["sentence"]), each["lead"], each["paper"]) for each in lacks] == [
        ("Le règlement est à accepter.", "reglement", ""),
        ("Assurance scolaire (Clara) : bon jusqu’au 31 août 2027.", "paper", "assurance.clara"),
        ("Assurance scolaire (Guilhem) : à donner.", "paper", "assurance.guilhem"),
        ("Justificatif de domicile : à donner.", "paper", "domicile.-"),
    ]
    [papers] = [part for part in marc.get(FILE).json["sections"] if part["code"] == "papers"]
    assert [plain(fact["brief"]) for fact in papers["facts"]] == [
        "2 à donner : Assurance scolaire (Guilhem), Justificatif de domicile",
        "",
        "",
    ]


def test_a_file_of_nobodys_is_shown_to_nobody(marc: Browser) -> None:
    stranger = Browser(app, cookie=log_in("0" * 25 + "x", now=AUGUST))
    assert stranger.get(FILE).status == 404
    assert confirm(stranger, marc.get(FILE).json).status == 404


def test_of_a_child_of_two_homes_neither_reads_the_other_nor_who_is_kept_away(marc: Browser) -> None:
    other = a_family(
        "durand",
        name="Durand",
        phone="01 99 00 99 99",
        children=("clara",),
        guardians=a_family().guardians[1:],
        members=(JULIE,),
    )
    shared = replace(CLARA, families=("testmp", "durand"))
    mine = replace(a_family(), guardians=a_family().guardians[:1], members=(MARC,))
    settle(other, [shared])
    settle(mine, [shared, GUILHEM])
    a_sheet("clara", may_not_fetch=(MayNotFetch("Jean Écarté", "Ordonnance-du-juge"),))
    said = marc.get(FILE).text
    for word in ("Durand", "99 99", "Julie", "Écarté", "Ordonnance", "julie@"):
        assert word not in said, word


def test_a_parent_invites_the_other_once_and_nobody_whom_the_town_put_out(clock: Clock) -> None:
    family = a_family("durand", name="Durand", children=("tom",), members=(MARC,))
    marc_, julie = family.guardians
    ines = Guardian(Civility.MADAME, "Durand", "Inès", "ines@famille.example")
    leo = Guardian(Civility.MONSIEUR, "Durand", "Léo")
    waiting = replace(family, guardians=(marc_, replace(julie, account=None), ines, leo))
    settle(waiting, [a_child("tom", ("durand",))])
    ended = EndAccess("lisse", "durand", activations.hashed("ines@famille.example"), ANNE, "end", AUGUST)
    end_access(ended)
    browser = Browser(app, cookie=log_in(MARC, now=AUGUST))
    file = "/communes/lisse/families/durand/file"
    [person] = browser.get(file).json["sections"][0]["to_invite"]
    assert person["name"] == "Julie Testmp"
    answer = browser.post(f"{file}/invitations", {"person": person["person"]}, key="invite-her")
    assert answer.status == 200 and "@" not in answer.text
    assert browser.post(f"{file}/invitations", {"person": person["person"]}, key="invite-her").status == 200
    assert len(messages("activation")) == 1
    section = browser.get(file).json["sections"][0]
    assert section["to_invite"] == []
    assert "Julie Testmp (invitation envoyée)" in [each["value"] for each in section["facts"]]
    for somebody in (person["person"], activations.hashed("ines@famille.example")):
        refused = browser.post(f"{file}/invitations", {"person": somebody})
        assert (refused.status, refused.json["code"]) == (409, "only_the_town_invites")
    assert browser.post(f"{file}/invitations", {"person": "0" * 26}).status == 404
    assert len(messages("activation")) == 1


def test_no_code_of_a_school_is_shown_where_the_town_does_not_name_it(marc: Browser) -> None:
    settle(children=(replace(CLARA, school="petit-pont", school_class="CE2"), GUILHEM))
    assert facts(marc.get(FILE).json, 1)["École et classe"] == "CE2"


def test_a_coming_quotient_is_shown_and_asks_for_no_newer_one(marc: Browser) -> None:
    coming = QuotientFamilial(612, paris("mercredi 2027-09-01 08:00").date())
    settle(replace(a_family(), quotients=(coming,)))
    file = marc.get(FILE).json
    said = facts(file, 3)
    assert said["Quotient familial"] == "la mairie n’en connaît pas"
    assert said["À venir"] == "612, à partir du 1er septembre 2027 (ce qui est déjà réservé garde son prix)"
    assert "Quotient familial" not in [each["title"] for each in file["lacks"]]
