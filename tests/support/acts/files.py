"""What a secretary writes in the file of a family."""

from dataclasses import replace
from typing import Any

from functions.domain.families.family import Civility, Guardian, QuotientSource
from functions.domain.files.edits import FieldEdit, GuardianEdit
from functions.storage.families.families import family as stored_family
from functions.storage.table.reading import read
from functions.usecases.families.answer_file_corrections import CorrectionAct, answer_file_corrections
from functions.usecases.files.ask_corrections import ask_corrections
from functions.usecases.files.confirm_file import ConfirmFile, confirm_file, file_keys, file_seen
from functions.usecases.files.edit_child import ChildAdded, ChildEdit, add_child, edit_child
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.files.note_quotient import QuotientNoted, note_quotient
from functions.usecases.files.propose_address import Proposing, propose_again
from functions.usecases.files.wished_corrections import AskCorrections
from functions.usecases.uploads.take_uploads import FilesSent
from tests.support.accounts import an_account
from tests.support.acts.act import KEY, Do, writes
from tests.support.acts.uploads import Bucket, sealed_file
from tests.support.builders import MARC, NOW, on, open_town, settle

LEA = Guardian(Civility.MADAME, "Testmp", "Léa", "lea@famille.example")


def a_town() -> None:
    open_town()
    settle()


@writes("files.edit_family")
def editing_a_family() -> Do:
    a_town()
    phone = FieldEdit("phone", "01 99 00 56 78", "06 39 98 00 01")
    edit = FamilyEdit("lisse", "testmp", (phone,), (GuardianEdit(None, LEA),), "agent", KEY, NOW)
    return lambda: edit_family(edit)


@writes("files.edit_family", "files.propose_address")
def correcting_the_address_of_who_has_a_login() -> Do:
    a_town()
    an_account()
    marc = replace(stored_family("lisse", "testmp").value.guardians[0], account=None)
    corrected = replace(marc, email="marc.nouveau@famille.example")
    edit = FamilyEdit("lisse", "testmp", (), (GuardianEdit(marc, corrected),), "agent", KEY, NOW)
    return lambda: edit_family(edit)


@writes("files.propose_address")
def proposing_an_address_once_more() -> Do:
    correcting_the_address_of_who_has_a_login()()
    asked = Proposing("lisse", "testmp", "agent", "another key", NOW)
    return lambda: propose_again(asked, MARC)


@writes("files.confirm_file")
def confirming_the_file_of_the_year() -> Do:
    a_town()
    family, today = stored_family("lisse", "testmp"), NOW.date()
    found = read(file_keys("lisse", family.value.children))
    seen = file_seen(family, found, "lisse")
    asked = ConfirmFile("lisse", family.value, 2026, seen, MARC, KEY, NOW, today)
    return lambda: confirm_file(asked)


@writes("files.ask_corrections")
def asking_the_town_to_correct_the_file_once_more() -> Do:
    return _a_phone_asked_again("06 39 98 00 02")


@writes("files.ask_corrections")
def putting_back_what_the_file_says() -> Do:
    return _a_phone_asked_again(None)


def _a_phone_asked_again(phone: str | None) -> Do:
    """After another was asked for; None: that of the file."""
    a_town()
    family = stored_family("lisse", "testmp")
    seen = file_seen(family, read(file_keys("lisse", family.value.children)), "lisse")

    def asking(phone: str, key: str) -> AskCorrections:
        return AskCorrections("lisse", family.value, seen, {"phone": phone}, MARC, key, NOW)

    ask_corrections(asking("06 39 98 00 01", "the-first"))
    return lambda: ask_corrections(asking(phone or family.value.phone, KEY))


@writes("families.answer_file_corrections")
def accepting_what_a_parent_asked_of_a_childs_sheet() -> Do:
    a_town()
    family = stored_family("lisse", "testmp")
    seen = file_seen(family, read(file_keys("lisse", family.value.children)), "lisse")
    texts = {"allergens": "milk", "pai": "yes", "may_fetch": "Rose Dupré|grand-mère|06 39 98 77 77"}
    request = ask_corrections(
        AskCorrections("lisse", family.value, seen, texts, MARC, "the-first", NOW, "clara")
    )
    fields = tuple(f"safety.0.{part}" for part in texts)
    act = CorrectionAct("lisse", "testmp", request, fields, (), "", "agent", KEY, NOW)
    return lambda: answer_file_corrections(act)


@writes("files.ask_corrections", "uploads.take_uploads")
def telling_a_quotient_with_its_proof() -> Do:
    store: Any = Bucket()
    asked = _a_quotient(store)
    return lambda: ask_corrections(asked)


@writes("families.answer_file_corrections")
def accepting_a_quotient_that_a_parent_told() -> Do:
    store: Any = Bucket()
    request = ask_corrections(replace(_a_quotient(store), key="the-first"))
    act = CorrectionAct("lisse", "testmp", request, ("quotient",), (), "", "agent", KEY, NOW)
    return lambda: answer_file_corrections(act)


def _a_quotient(store: Any) -> AskCorrections:
    files = FilesSent((sealed_file(store),), store)
    family = stored_family("lisse", "testmp")
    seen = file_seen(family, read(file_keys("lisse", family.value.children)), "lisse")
    texts = {"quotient": "640|2026-12-01|caf"}
    return AskCorrections("lisse", family.value, seen, texts, MARC, KEY, NOW, files=files)


@writes("files.edit_child")
def editing_a_child_who_becomes_the_eldest() -> Do:
    a_town()
    born = FieldEdit("birth_date", on("lundi 2020-09-14"), on("mercredi 2016-09-14"))
    edit = ChildEdit("lisse", "testmp", "guilhem", (born,), "agent", KEY, NOW)
    return lambda: edit_child(edit)


@writes("files.edit_child")
def adding_a_child() -> Do:
    a_town()
    born = on("vendredi 2018-05-04")
    added = ChildAdded("lisse", "testmp", "Lou", "Testmp", born, None, "CE1", "agent", KEY, NOW)
    return lambda: add_child(added)


@writes("files.note_quotient")
def noting_a_quotient() -> Do:
    a_town()
    day = on("mardi 2026-12-01")
    noted = QuotientNoted("lisse", "testmp", 540, day, QuotientSource.CAF, "attestation", "agent", KEY, NOW)
    return lambda: note_quotient(noted)
