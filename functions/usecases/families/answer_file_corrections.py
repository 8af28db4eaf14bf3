"""An agent answers what a parent corrected: the file, the answer, the journal and the mail are one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.access import logins_of
from functions.domain.families.family import Child, Family, QuotientFamilial
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Request,
    RequestKind,
    is_of_sheet,
    quotient_text,
    told_field,
    wish_of,
    wish_text,
)
from functions.domain.families.hand_marks import child_by_hand, family_by_hand
from functions.domain.files.correction_answers import (
    CorrectionProblem,
    CorrectionsAnswered,
    accepted_quotient,
    answer_corrections,
    with_residence,
)
from functions.domain.files.correction_places import Files
from functions.domain.files.quotients import (
    MOST_PROOF,
    check_not_invoiced,
    check_quotient,
    with_quotient,
)
from functions.domain.files.year_file import year_to_confirm
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.safety.child_safety import ChildSafety, check_safety
from functions.domain.safety.sheet_texts import HEALTH, texts_of, with_texts
from functions.storage.families import children as stored_children
from functions.storage.families import families, requests
from functions.storage.invoices import invoices
from functions.storage.safety import child_safeties
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.families.follow_guardians import ended_of, follow_guardians
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class CorrectionAct:
    """Fields by their name, as `address.city`. `by`: an account, or the name of the command."""

    commune: str
    family: str
    request: str
    accept: Sequence[str]
    refuse: Sequence[str]
    reason: str
    by: str
    key: str
    now: datetime
    resident: bool | None = None
    """Whether the family lives in the commune, once its address leads to another town; None: nobody said."""
    since: date | None = None
    """From which day on a quotient that is accepted counts; None: from the day that the parent said."""
    regisseur: bool = False
    """Whether who answers may reach into what was invoiced."""


@dataclass(frozen=True, slots=True)
class FieldsTaken:
    """What became of each field that was answered: `failed` ones stay as they are."""

    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    failed: tuple[tuple[str, CorrectionProblem], ...]


def answer_file_corrections(act: CorrectionAct) -> tuple[FieldsTaken, Request]:
    """What was taken, and the request as it stands. Raises NotFound, ReasonMissing, AnswerReasonTooLong, ResidenceUnsaid,
    QuotientRefused, QuotientInvoiced, FamilyFull, KeyReused, Busy."""
    done_key = keys.done(act.commune, act.family, act.key)
    asked_for: tuple[object, ...] = (
        "corrections",
        act.by,
        act.request,
        act.accept,
        act.refuse,
        act.reason,
        act.resident,
    )
    asked_for += (act.since,) if act.since is not None else ()
    request_key = keys.request(act.commune, act.family, act.request)
    family_key = keys.family(act.commune, act.family)

    town = communes.commune(act.commune)
    today = town.day_of(act.now)

    def again() -> tuple[FieldsTaken, Request]:
        found = read([done_key, request_key, family_key])
        request, family = found.get(request_key, Request), found.get(family_key, Family)
        if request is None or family is None or request.value.kind is not RequestKind.CORRECTION:
            raise NotFound
        earlier = idempotency.answer_in(found.get(done_key, Done), asked_for, FieldsTaken)
        if earlier is not None:
            return earlier, request.value
        children = stored_children.children(act.commune, family.value.children)
        sheets = _sheets(act.commune, request.value, children)
        files = Files(
            family.value,
            {child: stored.value for child, stored in children.items()},
            {child: texts_of(stored.value) for child, stored in sheets.items()},
        )
        decided = answer_corrections(
            request.value, files, accept=act.accept, refuse=act.refuse, reason=act.reason
        )
        decided = with_residence(decided, family.value, act.resident)
        decided, noted = _with_quotient(act, decided, today)
        taken = FieldsTaken(
            tuple(one.field for one in decided.accepted),
            tuple(one.field for one in decided.refused),
            decided.failed,
        )
        if decided.request == request.value:
            return taken, request.value
        transaction = Transaction()
        _write_files(transaction, act, family, children, decided)
        if noted is not None:
            journal.add(transaction, act.commune, act.family, noted)
        for child, stored in sheets.items():
            safety = with_texts(stored.value, decided.files.sheets[child], today)
            if safety.health is not None and _attests(decided, child):
                asked_on = town.day_of(request.value.at)
                attested = safety.health.told(year_to_confirm(asked_on), request.value.by, asked_on)
                safety = replace(safety, health=attested)
            if safety != stored.value:
                _write_sheet(transaction, act, children[child], Stored(stored.key, safety, stored.version))
        requests.put(transaction, act.commune, Stored(request.key, decided.request, request.version))
        _tell(transaction, act, family, decided.request, taken)
        idempotency.remember(transaction, done_key, asked_for, taken, now=act.now)
        transaction.commit()
        return taken, decided.request

    return when_moved(again)


def _write_files(
    transaction: Transaction,
    act: CorrectionAct,
    family: Stored[Family],
    children: dict[str, Stored[Child]],
    decided: CorrectionsAnswered,
) -> None:
    """What was decided from is in the transaction, also where it stays as it is."""
    changed = decided.files.family
    if changed == family.value:
        transaction.check(family, why="family")
    else:
        changed = replace(changed, ended=ended_of(family.value, changed.guardians))
        changed = family_by_hand(family.value, changed, by=act.by, at=act.now)
        follow_guardians(transaction, act.commune, family.value, changed, by=act.by, now=act.now)
        families.put(transaction, act.commune, Stored(family.key, changed, family.version))
    for child, stored in children.items():
        if decided.files.children[child] != stored.value:
            corrected = child_by_hand(stored.value, decided.files.children[child], by=act.by, at=act.now)
            stored_children.put(transaction, Stored(stored.key, corrected, stored.version))


def _with_quotient(
    act: CorrectionAct, decided: CorrectionsAnswered, today: date
) -> tuple[CorrectionsAnswered, JournalLine | None]:
    """Written with what the parent sent as its proof, and with a line of the journal of its own, as an agent notes one (`note_quotient`)."""
    accepted = accepted_quotient(decided)
    if accepted is None:
        return decided, None
    wish = wish_of(accepted.after)
    wish = replace(wish, since=act.since or wish.since)
    before = decided.files.family
    if quotient_text(before.noted_quotient_on(wish.since), wish) == wish_text(wish):
        return decided, None
    check_quotient(wish.value, wish.since, today=today)
    if not act.regisseur:
        debts = invoices.receivables(act.commune, act.family)
        check_not_invoiced(wish.since, {debt.period for debt in debts})
    proof = ", ".join(file.name for file in accepted.files)[:MOST_PROOF]
    noted = QuotientFamilial(wish.value, wish.since, wish.source, proof, act.by, act.now)
    detail: dict[str, object] = {
        "before": before.quotient_on(wish.since),
        "quotient": wish.value,
        "since": wish.since.isoformat(),
        "source": wish.source.value,
        "fields": ["quotients"],
        "request": act.request,
    }
    line = JournalLine(new_id(act.now), "quotient_noted", act.by, act.now, detail=detail)
    family = with_quotient(before, wish.since, noted)
    return replace(decided, files=replace(decided.files, family=family)), line


def _sheets(
    commune: str, request: Request, children: dict[str, Stored[Child]]
) -> dict[str, Stored[ChildSafety]]:
    """Of the children whose sheet the request is about."""
    about = {one.subject for one in request.corrections if is_of_sheet(one.field)} & children.keys()
    known = child_safeties.safeties(commune, about)
    return {
        child: known.get(child) or Stored(keys.safety(commune, child), ChildSafety(child), 0)
        for child in sorted(about)
    }


def _attests(decided: CorrectionsAnswered, child: str) -> bool:
    return any(
        one.subject == child and is_of_sheet(one.field) and one.field.rpartition(".")[2] in HEALTH
        for one in decided.accepted
    )


def _write_sheet(
    transaction: Transaction, act: CorrectionAct, child: Stored[Child], sheet: Stored[ChildSafety]
) -> None:
    """As an agent writes it (`write_safety`): each home's journal says that, and no word of it."""
    menus = child_safeties.menus(act.commune).value
    safety = check_safety(sheet.value, menus=menus.names, before=sheet.value)
    signed = replace(safety, written_by=act.by, written_at=act.now)
    child_safeties.put(transaction, Stored(sheet.key, signed, sheet.version))
    for family in child.value.families:
        line = JournalLine(
            new_id(act.now), "safety_written", act.by, act.now, detail={"child": child.value.id}
        )
        journal.add(transaction, act.commune, family, line)


def _tell(
    transaction: Transaction, act: CorrectionAct, family: Stored[Family], request: Request, taken: FieldsTaken
) -> None:
    detail: dict[str, object] = {
        "request": request.id,
        "accepted": [told_field(field) for field in taken.accepted],
        "refused": [told_field(field) for field in taken.refused],
    }
    line = JournalLine(
        new_id(act.now), "corrections_answered", act.by, act.now, {"family": family.version}, detail
    )
    journal.add(transaction, act.commune, act.family, line)
    # A quotient is the price of both parents.
    both = logins_of(family.value) if QUOTIENT in (*taken.accepted, *taken.refused) else ()
    for account in dict.fromkeys((request.by, *both)):
        data: dict[str, str | int] = {"account": account, "request": request.id, "act": line.id}
        message = Message(new_id(act.now), MessageKind.CORRECTION_ANSWERED, act.commune, act.family, data)
        outbox.add(transaction, message)
