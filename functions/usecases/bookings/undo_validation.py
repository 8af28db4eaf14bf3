"""A family undoes what it validated some minutes ago: the act itself is decided again, the other way round."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from functions.domain.bookings.undoing import UNDOES, check_undone_in_time, is_of_period, lines_to_undo
from functions.domain.bookings.validation import decide
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import DECLARED, AbsenceAct
from functions.usecases.absences.undo_absence import undo_absence
from functions.usecases.bookings.validate_basket import Validated, freed_by, write_decision
from functions.usecases.family_act import Acting
from functions.usecases.prepayment.ask_prepayment import with_hold
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places


def undo_validation(
    acting: Acting, acts: Sequence[str], slots: Sequence[Slot], *, key: str, now: datetime
) -> tuple[Validated, Facts]:
    """Undo each of `acts`, the parts of one validation, or of a period of absence. `slots`: all that they were about, which says what
    to read. A validation is undone by who validated; a period of absence by either parent.

    Raises NotFound for an act that is not theirs, UndoTooLate, KeyReused, Busy.
    """
    acting.require_children(slot.child for slot in slots)
    done, facts = _undo(acting, acts[0], slots, key=f"{key}.0", now=now)
    for number, act in enumerate(acts[1:], start=1):
        more, facts = _undo(acting, act, slots, key=f"{key}.{number}", now=now)
        done = Validated(
            (*done.accepted, *more.accepted),
            (*done.refused, *more.refused),
            (*done.to_pay, *more.to_pay),
            absences=done.absences + more.absences,
        )
    return done, facts


def _undo(
    acting: Acting, undone: str, slots: Sequence[Slot], *, key: str, now: datetime
) -> tuple[Validated, Facts]:
    done_key = acting.done_key(key)
    line_key = keys.journal(acting.commune, acting.family.id, undone)
    request = ("undo", acting.account, undone, sorted(set(slots)))

    def act() -> tuple[Validated, Facts]:
        facts, found = acting.read(slots, also=done_key, besides=[line_key], pricing=True)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, Validated)
        if earlier is not None:
            return earlier, facts
        stored = found.get(line_key, JournalLine)
        if stored is not None and stored.value.act == DECLARED:
            by = AbsenceAct(acting.commune, acting.family.id, acting.account, f"{key}.absence", now)
            return Validated(absences=int(undo_absence(by, undone))), facts
        if stored is None or stored.value.act != "bookings_validated":
            raise NotFound
        if stored.value.by != acting.account and not is_of_period(stored.value):
            raise NotFound
        check_undone_in_time(stored.value, now)
        act_id = new_id(now)
        situation = replace(facts.situation(), act=act_id)
        wanted, left = lines_to_undo(situation, stored.value, now=now)
        own = Basket().with_lines(BasketLine(seen.slot, seen.action) for seen in wanted)
        decision = decide(situation, own, wanted, account=acting.account, act=act_id, now=now)
        kept = facts.basket.value.without(each.line.slot for each in decision.accepted)
        decision = with_hold(replace(decision, basket=kept), act=act_id, now=now)
        answer = Validated(decision.accepted, (*decision.refused, *left))
        if not decision.accepted:
            return answer, facts
        transaction = Transaction()
        to_pay = write_decision(
            transaction,
            facts,
            decision,
            account=acting.account,
            act=act_id,
            now=now,
            besides={UNDOES: undone},
        )
        answer = replace(answer, to_pay=to_pay)
        idempotency.remember(transaction, done_key, request, answer, now=now)
        transaction.commit()
        changed = [each.line.slot for each in decision.accepted]
        give_freed_places.give(facts.commune.id, decision.after, freed_by(decision), now=now, changed=changed)
        return answer, facts.with_basket(decision.basket).with_bookings(decision.after)

    return when_moved(act)
