"""Decide what importing a list of families would do, and write nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from functions.domain.families.child_matching import Matching, match_children, other_number, same_names
from functions.domain.families.family import (
    Child,
    ChildFull,
    Family,
    FamilyFull,
    QuotientFamilial,
    check_child,
    check_family,
)
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.domain.families.guardians import with_known_accounts
from functions.domain.families.import_answers import Answers
from functions.domain.families.import_plan import (
    ChildAway,
    ChildPlan,
    Doubt,
    FamilyPlan,
    ImportPlan,
    Known,
    Leaving,
    Question,
)
from functions.domain.families.kept_by_hand import KeptByHand, child_kept, family_kept, was_added
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.open_days import booked_away
from functions.storage.families.town_numbers import child_id, family_id
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.usecases.families.town_files import TownFiles, read_town, unnumbered_id

MONTHS_AHEAD = 14
"""Of the bookings of a child who leaves: no town opens more than a school year and a summer."""


def plan_import(
    commune: str, listed: Iterable[FamilyLines], answers: Answers, *, now: datetime
) -> ImportPlan:
    """What the list changes, and what must be asked first. What it does not speak of stays as it is. Raises NotFound."""
    listed = tuple(listed)
    today = communes.commune(commune).day_of(now)
    planning = _Planning(commune, read_town(commune, listed), answers, today)
    for lines in planning.of_each_file(listed):
        planning.add(lines)
    return planning.done(listed)


class _Planning:
    def __init__(self, commune: str, town: TownFiles, answers: Answers, today: date) -> None:
        self._commune, self._town, self._answers, self._today = commune, town, answers, today
        self._versions = {child: stored.version for child, stored in town.children.items()}
        """As they were read: the files of children that a family of the list brings have none yet."""
        self._said: dict[str, ChildLine] = {}
        """The first line about each child."""
        self._kept: dict[str, list[KeptByHand]] = {}
        """Of each child of the family that is being planned, what was changed by hand."""
        self.plan = ImportPlan()

    def of_each_file(self, listed: Sequence[FamilyLines]) -> Iterator[FamilyLines]:
        """The lines of each file that there is. A list may name a file that was merged into another, or both: then the kept one's own
        lines say what the family is, and the children of the other's are its too."""
        own = {family_id(self._commune, lines.code) for lines in listed}
        led: dict[str, list[FamilyLines]] = {}
        for lines in listed:
            family = family_id(self._commune, lines.code)
            if (kept := self._town.kept_file(family)) != family:
                led.setdefault(kept, []).append(lines)
        for lines in listed:
            family = family_id(self._commune, lines.code)
            kept = self._town.kept_file(family)
            if kept != family and (kept in own or led[kept][0] is not lines):
                self.plan.merged.append(lines)
                continue
            others = [other for other in led.get(kept, ()) if other is not lines]
            more = [
                child for other in others for child in other.children if not self._is_double(other, child)
            ]
            yield replace(lines, children=(*lines.children, *more)) if more else lines

    def _is_double(self, lines: FamilyLines, line: ChildLine) -> bool:
        """Of a child whose file was merged into another's, of whom the kept file's own lines speak."""
        if line.number is not None and self._town.was_merged(child_id(self._commune, line.number)):
            return True
        return self._town.was_merged(unnumbered_id(self._commune, lines, line))

    def add(self, lines: FamilyLines) -> None:
        fid = self._town.kept_file(family_id(self._commune, lines.code))
        stored = self._town.families.get(fid)
        if self._town.is_broken(fid):
            self.plan.unreadable.append(lines)
            return
        if stored is not None and stored.value.erased_on is not None:
            self.plan.erased.append((lines, stored.value.erased_on))
            return
        if stored is None and (code := self._town.spelled_otherwise(lines)) is not None:
            self.plan.zeros.append((lines, code))
            return
        before = None if stored is None else stored.value
        children = [self._child(fid, lines, *found) for found in self._who_is_who(lines, before, fid)]
        children.sort(key=lambda child: lines.children.index(child.line))
        named = {child.after.id for child in children}
        added = tuple(child for child in self._town.of(before) if child.id not in named and was_added(child))
        after = _family(fid, lines, _by_birth(children, added), before)
        by_hand = [told for child in children for told in self._kept.pop(child.after.id, ())]
        if before is not None:
            after, told = family_kept(before, after, self._answers)
            by_hand = [*told, *by_hand]
        self.plan.answered |= {one.code for one in by_hand}
        try:
            check_family(after)
            for child in children:
                check_child(child.after)
        except (FamilyFull, ChildFull):
            self.plan.full.append(lines)
            return
        left = [child for child in self._town.of(before) if child.id not in after.children]
        seen = {fid: 0 if stored is None else stored.version}
        seen |= {child: self._versions.get(child, 0) for child in after.children}
        leaving = tuple(Leaving(child, 0) for child in left)
        self.plan.families.append(
            FamilyPlan(lines, before, after, tuple(children), leaving, seen, tuple(by_hand), added)
        )
        self._town.families[fid] = Stored(keys.family(self._commune, fid), after, 0)
        for child in children:
            self._town.know(Stored(keys.child(self._commune, child.after.id), child.after, 0))

    def done(self, listed: Sequence[FamilyLines]) -> ImportPlan:
        own = {family_id(self._commune, lines.code) for lines in listed}
        own |= {self._town.kept_file(family) for family in own}
        self.plan.unlisted = [
            stored.value for family, stored in self._town.families.items() if family not in own
        ]
        self.plan.families = [
            replace(family, leaving=self._with_bookings(family), away=self._away(family))
            for family in self.plan.families
        ]
        return self.plan

    def _who_is_who(
        self, lines: FamilyLines, before: Family | None, fid: str
    ) -> list[tuple[ChildLine, Known, Child | None]]:
        found: list[tuple[ChildLine, Known, Child | None]] = []
        for line in lines.children:
            numbered = None if line.number is None else self._town.numbered(line.number)
            if numbered is None and self._town.was_merged(own := unnumbered_id(self._commune, lines, line)):
                numbered = self._town.one(own)
            if numbered is not None:
                found.append((line, Known.NUMBER, numbered))
        taken = {child.id for _, _, child in found if child is not None}
        known = [child for child in self._town.of(before) if child.id not in taken]
        matching = match_children(_without(lines.children, found), known)
        found += [(line, Known.NAME, child) for line, child in matching.sure]
        found += self._confirmed(lines, matching)
        taken = {child.id for _, _, child in found if child is not None}
        for line in _without(lines.children, found):
            back = self._returning(lines, line, fid, taken)
            found.append(back or self._elsewhere(lines, line, fid, taken) or (line, Known.NEW, None))
            taken |= {child.id for _, _, child in found if child is not None}
        return found

    def _confirmed(
        self, lines: FamilyLines, matching: Matching
    ) -> list[tuple[ChildLine, Known, Child | None]]:
        """Of the lines and children of the family that look alike, those of which the town said that they are the same."""
        found: dict[int, tuple[ChildLine, Known, Child | None]] = {}
        taken: set[str] = set()
        asked: list[Question] = []
        for each in matching.doubts:
            question = self._question(Doubt.IN_FAMILY, lines, each.line, each.child)
            if question.code not in self._answers.same:
                asked.append(question)
            elif each.line.line not in found and each.child.id not in taken:
                found[each.line.line] = (each.line, Known.CONFIRMED, each.child)
                taken.add(each.child.id)
        for question in asked:
            if question.line.line not in found and question.child.id not in taken:
                self._ask(question)
        return list(found.values())

    def _returning(
        self, lines: FamilyLines, line: ChildLine, fid: str, taken: set[str]
    ) -> tuple[ChildLine, Known, Child | None] | None:
        own = self._town.children.get(unnumbered_id(self._commune, lines, line))
        if own is None or own.value.id in taken or fid in own.value.families:
            return None
        if not same_names(line, own.value) or other_number(line, own.value):
            return None
        return line, Known.RETURNS, own.value

    def _elsewhere(
        self, lines: FamilyLines, line: ChildLine, fid: str, taken: set[str]
    ) -> tuple[ChildLine, Known, Child | None] | None:
        for child in self._town.namesakes(line):
            if child.id in taken or fid in child.families or other_number(line, child):
                continue
            question = self._question(Doubt.ELSEWHERE, lines, line, child)
            if question.code in self._answers.same:
                return line, Known.CONFIRMED, child
            self._ask(question)
        return None

    def _ask(self, question: Question) -> None:
        if question.code not in self._answers.other:
            self.plan.questions.append(question)

    def _question(self, doubt: Doubt, lines: FamilyLines, line: ChildLine, child: Child) -> Question:
        said = (lines.code, line.first_name, line.last_name, line.birth_date, line.number)
        about = (child.id, child.first_name, child.last_name, child.birth_date)
        code = hashlib.sha256(repr((self._commune, doubt, said, about)).encode()).hexdigest()[:6]
        if code in self._answers.same | self._answers.other:
            self.plan.answered.add(code)
        homes = [self._town.families[one].value for one in child.families if one in self._town.families]
        return Question(code, doubt, lines, line, child, tuple(homes))

    def _child(
        self, fid: str, lines: FamilyLines, line: ChildLine, known: Known, before: Child | None
    ) -> ChildPlan:
        own = self._new_id(lines, line) if before is None else before.id
        first = self._said.setdefault(own, line)
        if replace(line, line=first.line, number=first.number) != first:
            self.plan.contradictions.append((first, line))
        after = _child(own, fid, line, before)
        if before is not None:
            after, self._kept[own] = child_kept(before, after, self._answers)
        return ChildPlan(line, known, before, after)

    def _new_id(self, lines: FamilyLines, line: ChildLine) -> str:
        if line.number is not None:
            return child_id(self._commune, line.number)
        again = 0
        while (own := unnumbered_id(self._commune, lines, line, again=again)) in self._town.children:
            again += 1
        return own

    def _with_bookings(self, family: FamilyPlan) -> tuple[Leaving, ...]:
        months = self._months(one.child for one in family.leaving)
        return tuple(
            replace(
                one,
                bookings=sum(
                    booking.payer == family.after.id and slot.date > self._today
                    for month in months[one.child.id]
                    for slot, booking in month.rows()
                ),
            )
            for one in family.leaving
        )

    def _away(self, family: FamilyPlan) -> tuple[ChildAway, ...]:
        """Also of days that a list, or an agent, wrote before: who imports again mends what was left."""
        some = [each.after for each in family.children if self._may_be_away(each.after)]
        months = self._months(child for child in some)
        found = [
            ChildAway(
                child,
                sum(
                    booking.payer == family.after.id and slot.date >= self._today
                    for slot, booking in booked_away(child, months[child.id])
                ),
            )
            for child in some
        ]
        return tuple(each for each in found if each.bookings)

    def _may_be_away(self, child: Child) -> bool:
        """On a day to come: a first day that is past closes none of them."""
        return child.last_day is not None or (child.first_day is not None and child.first_day > self._today)

    def _months(self, children: Iterable[Child]) -> dict[str, list[ChildMonth]]:
        """From this month on, those in which something is booked. One round trip, or none."""
        first = self._today.year * 12 + self._today.month - 1
        months = [
            f"{year:04}-{month + 1:02}"
            for year, month in (divmod(first + ahead, 12) for ahead in range(MONTHS_AHEAD))
        ]
        wanted = {
            child.id: [keys.child_month(self._commune, child.id, month) for month in months]
            for child in children
        }
        found = read([key for own in wanted.values() for key in own])
        return {
            child: [month.value for key in own if (month := found.get(key, ChildMonth)) is not None]
            for child, own in wanted.items()
        }


def _by_birth(children: Sequence[ChildPlan], added: Sequence[Child]) -> tuple[str, ...]:
    """In the order of the list, and those whom the town added at their place among them."""
    order = [(child.after.birth_date, child.after.id) for child in children]
    for child in added:
        older = [place for place, (birth, _) in enumerate(order) if birth <= child.birth_date]
        order.insert(older[-1] + 1 if older else 0, (child.birth_date, child.id))
    return tuple(child for _, child in order)


def _without(
    lines: Sequence[ChildLine], found: Sequence[tuple[ChildLine, Known, Child | None]]
) -> list[ChildLine]:
    done = {line.line for line, _, _ in found}
    return [line for line in lines if line.line not in done]


def _child(own: str, fid: str, line: ChildLine, before: Child | None) -> Child:
    known = before or Child(own, "", "", line.birth_date, ())
    return replace(
        known,
        first_name=line.first_name,
        last_name=line.last_name,
        birth_date=line.birth_date,
        school=line.school,
        school_class=line.school_class,
        number=line.number or known.number,
        first_day=line.first_day or known.first_day,
        last_day=line.last_day or known.last_day,
        families=known.families if fid in known.families else (*known.families, fid),
    )


def _family(fid: str, lines: FamilyLines, children: tuple[str, ...], before: Family | None) -> Family:
    known = before or Family(fid, lines.name, lines.address, lines.phone, (), ())
    quotients = known.quotients
    if lines.quotient is not None:
        value, since = lines.quotient
        others = [one for one in quotients if one.since != since]
        quotients = tuple(sorted((*others, QuotientFamilial(value, since)), key=lambda one: one.since))
    return replace(
        known,
        name=lines.name,
        address=lines.address,
        phone=lines.phone,
        guardians=with_known_accounts(lines.guardians, known.guardians),
        children=children,
        resident=lines.resident,
        quotients=quotients,
    )
