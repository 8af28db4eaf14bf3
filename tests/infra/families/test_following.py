"""The town follows its families from the command line: who has access, who is invited, what parents corrected."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions import wiring
from functions.storage.families import families, requests
from functions.usecases.accounts.activate import activate
from infra.families.__main__ import main
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    SHEET,
    a_town_with_a_family,
    invited,
    messages,
)
from tests.support.builders import NOW, a_family, settle

Run = Callable[..., str]


@pytest.fixture
def run(table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Say a command of `infra.families`; what it answers, on one line a sentence, or the refusal."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    a_town_with_a_family()
    given = replace(SHEET, phone="06 39 98 00 01", name="Testmp-Dubois")
    activate(EMAIL, invited(), PASSWORD, given, visitor=HOME, idempotency_key="activate", now=NOW)

    def say(act: str, *options: str, refused: bool = False) -> str:
        assert main([act, "--commune", "lisse", *options]) == int(refused)
        said = capsys.readouterr()
        return (said.err if refused else said.out).replace("\u00a0", " ")

    return say


def test_an_access_is_shown_then_ended_and_said_so_again(run: Run) -> None:
    family = ("--family", "testmp")
    assert run("access", *family).splitlines() == [
        "Famille Testmp (testmp) :",
        "- Marc Testmp (marc@famille.example) : actif",
        "- Julie Testmp (julie@famille.example) : à inviter",
    ]
    assert "Rien n’a été fait. Avec --apply" in run("access", *family, "--end", EMAIL)
    assert len(families.family("lisse", "testmp").value.members) == 1
    assert "L’accès est terminé" in run("access", *family, "--end", EMAIL.upper(), "--apply")
    assert families.family("lisse", "testmp").value.members == ()
    assert "n’a déjà plus accès à la famille Testmp" in run("access", *family, "--end", EMAIL, "--apply")
    assert "accès terminé" in run("access", *family)
    assert "Personne de cette famille" in run("access", *family, "--end", "x@y.example", refused=True)


def test_a_login_that_the_file_names_no_more_is_told(run: Run) -> None:
    known = families.family("lisse", "testmp").value
    settle(replace(known, guardians=known.guardians[1:]))
    assert "Marc Testmp (marc@famille.example) : actif ; votre fichier ne le nomme plus" in run(
        "access", "--family", "testmp"
    )


def test_invitations_are_listed_and_sent_again(run: Run) -> None:
    told = run("invitations").splitlines()
    assert told[-1] == "à inviter : 1 ; actif : 1"
    assert told[0] == "Famille Testmp (testmp) : Marc Testmp (marc@famille.example) : actif."
    assert "Marc" not in run("invitations", "--state", "a-inviter")
    assert run("invitations", "--state", "a-inviter", "--send") == "1 invitation envoyée.\n"
    assert "invité le 16 novembre 2026" in run("invitations", "--family", "testmp", "--state", "invite")
    again = run("invitations", "--family", "testmp", "--email", "julie@famille.example", "--send")
    assert again == "Une invitation part à julie@famille.example (Julie Testmp).\n"
    assert len(messages("activation")) == 3
    for options in (
        ("--send",),
        ("--state", "actif", "--send"),
        ("--state", "expire", "--family", "testmp", "--send"),
        ("--email", EMAIL),
        ("--family", "testmp", "--email", EMAIL, "--send"),
        ("--family", "testmp", "--email", "x@y.example", "--send"),
    ):
        assert run("invitations", *options, refused=True)
    assert len(messages("activation")) == 3


def test_corrections_are_read_and_answered(run: Run) -> None:
    [asked] = [stored.value for stored in requests.open_requests("lisse")]
    told = run("corrections").splitlines()
    assert told == [
        f"16 novembre 2026 : Testmp (testmp), demande {asked.id}",
        "- name, nom de la famille : « Testmp » → « Testmp-Dubois »",
        "- phone, téléphone : « 01 99 00 56 78 » → « 06 39 98 00 01 »",
    ]
    assert "Dites pourquoi" in run("corrections", "--answer", asked.id, "--refuse", "name", refused=True)
    assert run("corrections", "--answer", asked.id, refused=True)
    assert run("corrections", "--answer", asked.id, "--accept", "tout", "--refuse", "name", refused=True)
    said = run("corrections", "--answer", asked.id, "--accept", "phone").splitlines()
    assert said == [
        "Repris : phone.",
        "Le parent est prévenu par mail. Reportez ce qui est repris dans votre logiciel : le prochain import fait foi.",
    ]
    settle(replace(a_family(), name="Autre", phone="06 39 98 00 01", members=()))
    moved = run("corrections", "--answer", asked.id, "--accept", "tout")
    assert "Laissé : name. Le dossier a changé depuis la demande" in moved
    assert "le dossier dit aujourd’hui « Autre »" in run("corrections")
    closed = run("corrections", "--answer", asked.id, "--refuse", "tout", "--reason", "Sans justificatif.")
    assert closed.splitlines()[0] == "Refusé : name." and "Cette demande est close." in closed
    assert run("corrections") == "Aucune correction en attente.\n"
    assert run("corrections", "--answer", asked.id, "--accept", "name", refused=True)
