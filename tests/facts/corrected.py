"""The town corrects who somebody is: how a parent is reached, and what a parent asked it to correct."""

from dataclasses import replace
from uuid import uuid4

from functions.domain.families.family import Family
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.jobs.letters import letter
from functions.storage.agents.staff import login_and_communes
from functions.storage.families import families, requests
from functions.storage.table.transaction import Transaction
from functions.usecases.families.answer_file_corrections import CorrectionAct, answer_file_corrections
from functions.usecases.families.read_corrections import corrections_page
from functions.usecases.families.read_people import people_in
from functions.usecases.families.register_family import register_family
from functions.usecases.privacy.read_family_data import read_family_data
from functions.web.accounts.me import me
from tests.facts.fact import Fact, Reader
from tests.support.accounts import EMAIL, an_account, invited, messages
from tests.support.builders import (
    CLARA,
    GUILHEM,
    MARC,
    NOW,
    a_family,
    open_town,
    settle,
    versions,
)

JULIES, HERS_NOW, HIS_NOW = "julie@famille.example", "julie@ailleurs.example", "marc@ailleurs.example"
FIELDS = ("name", "guardians.1.last_name")


def marc_acts_and_julie_is_invited() -> None:
    open_town()
    marc, julie = a_family().guardians
    settle(a_family(guardians=(marc, replace(julie, account=None)), members=(MARC,)))
    an_account()
    invited(JULIES)
    _ask(
        Correction("name", "Testmp", "Testmp-Dubois"),
        Correction(FIELDS[1], "Testmp", "Dubois", "Julie Testmp"),
    )


def _ask(*corrections: Correction) -> None:
    transaction = Transaction()
    asked = Request(uuid4().hex, RequestKind.CORRECTION, "testmp", MARC, NOW, corrections)
    requests.add(transaction, "lisse", asked)
    transaction.commit()


def _answer() -> None:
    [asked] = [stored.value for stored in requests.open_requests("lisse")]
    fields = tuple(one.field for one in asked.corrections)
    answer_file_corrections(
        CorrectionAct("lisse", "testmp", asked.id, fields, (), "", "agent", uuid4().hex, NOW)
    )


def _listed(his: str, hers: str) -> None:
    known = the_family()
    marc, julie = known.guardians
    corrected = replace(known, guardians=(replace(marc, email=his), replace(julie, email=hers)))
    register_family(
        "lisse", corrected, (CLARA, GUILHEM), seen=versions("lisse", corrected), by="import", now=NOW
    )


def corrected() -> None:
    _answer()
    _listed(HIS_NOW, HERS_NOW)


def corrected_back() -> None:
    _ask(
        Correction("name", "Testmp-Dubois", "Testmp"),
        Correction(FIELDS[1], "Dubois", "Testmp", "Julie Dubois"),
    )
    _answer()
    _listed(EMAIL, JULIES)
    _ask(
        Correction("name", "Testmp", "Testmp-Dubois"),
        Correction(FIELDS[1], "Testmp", "Dubois", "Julie Testmp"),
    )


def the_family() -> Family:
    return families.family("lisse", "testmp").value


def signed_in() -> str:
    return me(login_and_communes(MARC), now=NOW).families[0].family.name


def people() -> list[tuple[str, str | None, str]]:
    """His login keeps its own address; her invitation follows her."""
    return [(one.last_name, one.email, one.state) for one in people_in("lisse", "testmp", now=NOW)]


def invited_by_mail() -> list[object]:
    """Of all the mails that were written, those that still leave."""
    return [one.data["email"] for one in messages("activation") if letter(one, now=NOW) is not None]


def waiting() -> int:
    return len(corrections_page("lisse", after=None).requests)


def handed_over() -> tuple[str, str]:
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    return data.family.name, data.family.guardians[1].last_name


FACT = Fact(
    "corrected",
    prepare=marc_acts_and_julie_is_invited,
    tell=corrected,
    take_back=corrected_back,
    readers=(
        Reader("who is signed in", ("web.accounts.me",), signed_in, before="Testmp", after="Testmp-Dubois"),
        Reader(
            "the people of the family",
            ("usecases.families.read_people",),
            people,
            before=[("Testmp", EMAIL, "active"), ("Testmp", JULIES, "invited")],
            after=[("Testmp", EMAIL, "active"), ("Dubois", HERS_NOW, "invited")],
        ),
        Reader(
            "the mail of an invitation",
            ("usecases.families.register_family",),
            invited_by_mail,
            before=[JULIES],
            after=[HERS_NOW],
        ),
        Reader(
            "the corrections that wait",
            ("usecases.families.read_corrections",),
            waiting,
            before=1,
            after=0,
        ),
        Reader(
            "the file that a family is handed",
            ("usecases.privacy.read_family_data",),
            handed_over,
            before=("Testmp", "Testmp"),
            after=("Testmp-Dubois", "Dubois"),
        ),
    ),
    sources=("domain.families.guardians", "domain.files.correction_answers"),
    unconcerned={
        "domain.merging.merged_family": "It joins two files as both are when they are made one.",
        "domain.files.corrected_people": "It finds whom a correction is about, in the file as it is when it is answered.",
        "family_list.reading": "It reads the town's list, and names a responsable of it in what it refuses.",
        "domain.families.file_changes": "It says what a list changes, from the file as the plan reads it.",
        "usecases.families.plan_import": "It plans what `register_family` writes, from the file as it reads it.",
        "domain.accounts.activation": "It notes the name of whom a correction is about, as it is when it is asked.",
        "usecases.accounts.invite": "It compares the address that is invited with those of the file as it reads it.",
        "domain.files.edits": "It finds whom an agent edits, in the file as it is when it is written.",
        "usecases.families.follow_guardians": "It is what `register_family` lets invitations follow by.",
        "usecases.families.answer_file_corrections": "It is the one who tells.",
        "french.requests.threads": "It names who wrote by the family's file, which is read beside the thread.",
        "usecases.accounts.change_address": "It compares the address that is confirmed with that of the file as it reads it.",
        "usecases.files.propose_address": "It compares the file as it becomes with what it was, in the act that writes it.",
        "usecases.messages.list_unreachable": "It compares an address with those of the file as it reads it.",
        "web.files.own_file_asked": "It says beside each fact what waits for an answer, of what `own_file_waiting` finds.",
        "web.files.own_file_waiting": "It says what waits for an answer, and finds whom that is about in the file as it is read.",
        "french.families.corrections": "It has the words of the answer.",
        "usecases.files.wished_corrections": "It notes the name of whom a correction is about, as it is when it is asked.",
        "domain.accounts.letter_code": "It names whom a letter is for, as the file says when it is printed.",
        "usecases.accounts.claim_letter": "It compares an address with those of the file as it reads it.",
        "web.families.correction_routes": "It knows how long an answer may be.",
        "web.families.correction_answers": "It shows what `read_corrections` reads.",
    },
)
