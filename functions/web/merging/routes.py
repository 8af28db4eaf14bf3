"""The secretary merges two files of one family: said first, in words and numbers, then done."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.errors import NotFound
from functions.domain.families.access import accounts_ended, logins_of
from functions.domain.families.family import Child, Family
from functions.domain.merging.merged_children import one_safety
from functions.domain.merging.merged_family import BOTH, Choices, pairs_of_guardians
from functions.french.merging import merging_words as words
from functions.storage.families import families
from functions.storage.town import communes
from functions.usecases.merging.carry_out import carry_out
from functions.usecases.merging.merge_files import MergeAsked, merge_files
from functions.usecases.merging.preview_merge import MergePreview, preview_merge
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.callers.fresh_factor import check_fresh_factor

routes = Routes(Blueprint(__name__))
Pairs = Annotated[dict[Id, Id], Meta(max_length=40)]
Kept = Annotated[dict[Annotated[str, Meta(max_length=80)], Id], Meta(max_length=60)]


class MergeWanted(Struct):
    """`dry`: only what it would do is said. `finish`: a merge that began and stopped on its way goes on to its end.

    `keep`: by field, the family whose file is right. `same`: children of the other file, and who they are in the kept one; null: what is
    sure is taken for it, of a preview alone. `seen`: the versions of both as the preview said them, needed to merge.
    """

    other: Id
    dry: bool = False
    finish: bool = False
    keep: Kept = {}
    same: Pairs | None = None
    seen: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.dry and self.finish:
            raise ValueError("either said or done")
        if not (self.dry or self.finish) and (self.seen is None or self.same is None):
            raise ValueError("nobody saw what this does")


class FileOption(Struct):
    """`family`: whose value it is; `both`: of a phone, the two of them. `drops`: what choosing it leaves out, in words."""

    family: str
    value: str
    drops: str


class FieldChoice(Struct):
    """A field on which the files differ: the kept one's value first. What one of them alone says is not to be chosen: it stays."""

    field: str
    label: str
    options: list[FileOption]


class WhoElse(Struct):
    child: str
    words: str


class ChildChoice(Struct):
    """A child of the other file. `same`: who they are in the kept one; null: somebody else. `choices`: who they may be."""

    child: str
    words: str
    same: str | None
    choices: list[WhoElse]


class FileNamed(Struct):
    family: str
    name: str
    street: str


class MergeSaid(Struct):
    """`merged`: it is done. `unfinished`: it began, and stopped on its way. Without obstacles, `fields` and `children` are to be chosen, `follows` and `remarks` say what becomes of everything;
    `summary` is what the button says."""

    merged: bool
    unfinished: bool
    files: list[FileNamed]
    seen: list[int]
    obstacles: list[str]
    fields: list[FieldChoice]
    children: list[ChildChoice]
    follows: list[str]
    remarks: list[str]
    summary: str


@routes.route(
    "POST",
    f"{COMMUNE}/files/{{family}}/merge",
    SECRETARY,
    takes=MergeWanted,
    answers=MergeSaid,
    keyed=True,
)
def merge_file(caller: Agent, asked: MergeWanted) -> MergeSaid:
    """Say what merging the other file into this one would do, or do it: that asks for the second factor again, and cannot be undone. Run
    again, it goes on to its end."""
    commune, family, now = caller.commune, caller.ask.path["family"], caller.ask.now
    if families.family(commune, asked.other).value.merged_into == family:
        if not asked.dry:
            carry_out(commune, family, now=now)
        return _begun(commune, family, asked.other)
    if asked.finish:
        raise NotFound
    choices = Choices(asked.keep, asked.same or {})
    if asked.dry:
        guesses = asked.same is None
        found = preview_merge(
            commune, family, asked.other, choices, guesses=guesses, by=caller.account, now=now
        )
        return _said(commune, found)
    check_fresh_factor(caller)
    wanted = MergeAsked(
        commune, family, asked.other, choices, asked.seen, caller.account, caller.ask.idempotency_key, now
    )
    merge_files(wanted)
    return _begun(commune, family, asked.other)


def _begun(commune: str, family: str, other: str) -> MergeSaid:
    kept = families.family(commune, family).value
    is_over = kept.merging != other
    return MergeSaid(is_over, not is_over, [_named(kept)], [], [], [], [], [], [], "")


def _said(commune: str, found: MergePreview) -> MergeSaid:
    both = found.both
    kept, other = both.kept.value, both.other.value
    files = {child: stored.value for child, stored in both.children.items()}
    schools = communes.reglement_now(commune).school_names
    follows = words.follows(
        found.follows,
        words.joining(kept, other),
        bookings=found.bookings,
        children=len({*other.children} - {*kept.children} - found.choices.same.keys()),
        people=len(both.family.guardians) - len(kept.guardians),
        emails=sum(
            not before.email and bool(after.email)
            for before, after in zip(kept.guardians, both.family.guardians, strict=False)
        ),
    )
    out = (accounts_ended(kept) | accounts_ended(other)) & {*logins_of(kept), *logins_of(other)}
    remarks = words.remarks(
        both.family,
        [
            words.sheet_words(words.full_name(files[child]), mine, theirs, one_safety(mine, theirs))
            for child, (mine, theirs) in found.sheets.items()
        ],
        twice=found.twice,
        owed_cents=found.owed_cents,
        credit_cents=found.credit_cents,
        logins=len(logins_of(other)),
        put_out=len(out),
    )
    return MergeSaid(
        merged=False,
        unfinished=False,
        files=[_named(kept), _named(other)],
        seen=[both.kept.version, both.other.version],
        obstacles=[words.OBSTACLES[one] for one in found.obstacles],
        fields=_fields(kept, other, files, found.choices, schools),
        children=[
            _child(child, kept, files, found.choices, schools)
            for child in other.children
            if child in files and child not in kept.children
        ],
        follows=follows or [words.NOTHING_FOLLOWS],
        remarks=remarks,
        summary=words.SUMMARY,
    )


def _named(family: Family) -> FileNamed:
    return FileNamed(family.id, family.name, family.address.line1)


def _fields(
    kept: Family, other: Family, files: dict[str, Child], choices: Choices, schools: dict[str, str]
) -> list[FieldChoice]:
    def choice(field: str, label: str, mine: str, theirs: str) -> FieldChoice:
        options = [
            FileOption(kept.id, mine, words.dropped(theirs)),
            FileOption(other.id, theirs, words.dropped(mine)),
        ]
        if field == "phone":
            options.append(FileOption(BOTH, words.both_phones(mine, theirs), ""))
        return FieldChoice(field, label, options)

    found = [choice(*one) for one in words.differences(kept, other)]
    for place, (mine, theirs) in enumerate(pairs_of_guardians(kept, other)):
        if theirs is not None and words.person(mine) != words.person(theirs):
            found.append(
                choice(
                    f"guardian.{place}", f"Responsable {place + 1}", words.person(mine), words.person(theirs)
                )
            )
    for child, same in choices.same.items():
        one, two = (words.child_words(files[each], schools) for each in (same, child))
        if one != two:
            found.append(choice(f"child.{same}", f"Enfant : {words.full_name(files[same])}", one, two))
    return found


def _child(
    child: str, kept: Family, files: dict[str, Child], choices: Choices, schools: dict[str, str]
) -> ChildChoice:
    return ChildChoice(
        child,
        words.child_words(files[child], schools),
        choices.same.get(child),
        [WhoElse(one, words.child_words(files[one], schools)) for one in kept.children if one in files],
    )
