"""The town corrects its list: each parent stays who they are, has one login, and keeps no way in that the list took away."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.account import ActivationCodeWrong
from functions.domain.accounts.activation import Activation
from functions.domain.families.family import Family
from functions.domain.messages import MessageKind
from functions.family_list.columns import COLUMNS
from functions.storage.accounts import activations
from functions.storage.families import families
from functions.storage.families.town_numbers import family_id
from functions.storage.table import outbox
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import activate, check_invitation
from infra.families.__main__ import main
from tests.house.test_isolation import MEMBERS_ROUTES, call, name
from tests.support.accounts import HOME, PASSWORD, activation_code
from tests.support.builders import NOW, log_in, open_town
from tests.support.client import Browser

OLD, NEW, ONE = "un@modele.example", "un.modele@modele.example", "une@modele.example"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


Import = Callable[..., None]


@pytest.fixture
def listed(tmp_path: Path) -> Import:
    """Import the family, in which the father is called as given, and invite: « Monsieur;Modèle;Un;mail »; None: he has left."""

    def run(father: str | None = f"Monsieur;Modèle;Un;{OLD}", *more: str, mother: str = ONE) -> None:
        family = (
            f"F1;MODELE;1 rue des Essais;;00000;Lisse;;oui;;;Madame;Modèle;Une;{mother};{father or ';;;'}"
        )
        file = tmp_path / "familles.csv"
        file.write_text("\n".join([";".join(COLUMNS), f"{family};;Modèle;Zoé;14/09/2018;;"]), "utf-8")
        command = [str(file), "--commune", "lisse", "--invite", *more]
        assert main(command) == 0
        assert main([*command, "--apply"]) == 0

    return run


def the_family() -> Family:
    return families.family("lisse", family_id("lisse", "F1")).value


def mailed() -> list[str]:
    """The addresses of all invitations that left, in alphabetical order."""
    kinds = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.ACTIVATION]
    return sorted(str(message.data["email"]) for message in kinds)


def opened(email: str) -> str:
    """Open the login with the mail that reached the address; its account."""
    code = activation_code(email)
    sheet = check_invitation(email, code, visitor=HOME, now=NOW).sheet
    return activate(
        email, code, PASSWORD, sheet, visitor=HOME, idempotency_key=f"key {email}", now=NOW
    ).account


def invitation(email: str) -> Activation | None:
    found = read_one(activations.activation_key(email), Activation)
    return None if found is None else found.value


@pytest.mark.parametrize(
    "corrected",
    [f"Monsieur;Modèle;Un;{NEW}", f"M.;MODELE;UN;{NEW}", f"Monsieur;Modèle-Dupont;Un;{NEW}"],
    ids=["his address", "his address and how his name is spelled", "his address and his last name"],
)
def test_an_address_corrected_after_he_opened_his_login_makes_him_no_second_one(
    listed: Import, corrected: str
) -> None:
    listed()
    account = opened(OLD)
    before = mailed()
    listed(corrected)
    father = the_family().guardians[1]
    assert (father.account, father.email, the_family().members) == (account, NEW, (account,))
    assert mailed() == before and invitation(NEW) is None


def test_an_address_corrected_before_moves_the_invitation_and_the_first_link_opens_nothing(
    listed: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    listed()
    code = activation_code(OLD)
    capsys.readouterr()
    listed(f"Monsieur;Modèle;Un;{NEW}")
    shown = capsys.readouterr().out.partition("Rien n’a été écrit")[0]
    assert f"  - L’invitation envoyée à {OLD} est retirée ; une autre part à {NEW}.\n" in shown
    assert "0 invitation à envoyer." in shown, "the one that moves is told where it does"
    with pytest.raises(ActivationCodeWrong):
        check_invitation(OLD, code, visitor=HOME, now=NOW)
    account = opened(NEW)
    assert the_family().guardians[1].account == account
    assert mailed().count(NEW) == 1, "and the list does not invite him once more"


def test_who_leaves_the_list_before_opening_a_login_cannot_open_it_any_more(
    listed: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    listed()
    code = activation_code(OLD)
    capsys.readouterr()
    listed(None)
    shown = capsys.readouterr().out.partition("Rien n’a été écrit")[0]
    assert f"  - L’invitation envoyée à {OLD} est retirée : son lien n’ouvre plus cette famille." in shown
    with pytest.raises(ActivationCodeWrong):
        check_invitation(OLD, code, visitor=HOME, now=NOW)
    assert mailed().count(ONE) == 1, "who stays is not invited again"


def test_an_address_given_to_the_other_parent_takes_the_login_with_it_and_one_login_is_one_person(
    listed: Import,
) -> None:
    """The list had the mother's address on the father's line: she opened her login with it."""
    listed(f"Monsieur;Modèle;Un;{ONE}", mother="")
    hers = opened(ONE)
    listed(mother=ONE)
    mother, father = the_family().guardians
    assert (mother.account, father.account) == (hers, None)
    his = opened(OLD)
    assert the_family().members == (hers, his)
    assert [one.account for one in the_family().guardians] == [hers, his]


def test_two_parents_of_one_address_share_no_login(listed: Import) -> None:
    listed(f"Monsieur;Modèle;Un;{ONE}")
    assert mailed() == [ONE], "one mail"
    account = opened(ONE)
    assert [one.account for one in the_family().guardians] == [account, None]
    listed(f"Monsieur;Modèle;Un;{OLD}")
    assert [one.account for one in the_family().guardians] == [account, None]
    assert mailed() == sorted([ONE, OLD]), "he is invited under an address of his own"


def test_an_expired_invitation_counts_as_none(listed: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    listed()
    listed()
    assert mailed() == sorted([ONE, OLD])
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(days=30))
    listed()
    assert mailed() == sorted([ONE, OLD] * 2)


def test_a_parent_who_left_is_said_to_and_then_put_out_of_every_route(
    listed: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    listed()
    hers, his = opened(ONE), opened(OLD)
    cookie = log_in(his)
    browser = Browser(app, cookie=cookie)
    calendar = browser.put("/me/calendar").json["address"].partition("/api")[2]
    listed(None)
    assert "Un Modèle (un@modele.example). Son compte ouvre encore cette famille" in capsys.readouterr().out
    assert browser.get(f"/communes/lisse/families/{the_family().id}/basket").status == 200
    assert main(["access", "--commune", "lisse", "--family", "F1", "--end", OLD, "--apply"]) == 0
    told = {
        name(route): call(route, "lisse", the_family().id, cookie=cookie).status for route in MEMBERS_ROUTES
    }
    assert told == dict.fromkeys(told, 404)
    assert "BEGIN:VEVENT" not in browser.get(calendar).text and browser.get("/me").json["families"] == []
    listed(None)
    listed()
    assert the_family().members == (hers,) and mailed().count(OLD) == 1, "no list lets him in again"
