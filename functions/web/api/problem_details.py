"""What some refusals tell beside their sentence: values that differ, families that are there, limits that would be passed over."""

from collections.abc import Mapping

from functions.domain.bookings.town_booking import OverDiffers
from functions.domain.directory.new_family import Double, LikelyDouble
from functions.domain.errors import Refusal
from functions.domain.families.hand_edits import Value
from functions.domain.files.edits import ChangedMeanwhile, Collision
from functions.french.directory.rows import double_sentence
from functions.french.files.fields import collision_sentence, label
from functions.web.api.problem_types import DoubleFound, FieldMeanwhile, Problem


def add_details(document: Problem, refusal: Refusal) -> None:
    match refusal:
        case ChangedMeanwhile():
            document.meanwhile = [_meanwhile(one, refusal.schools) for one in refusal.collisions]
        case LikelyDouble():
            document.doubles = [_double(one) for one in refusal.doubles]
        case OverDiffers():
            document.over = refusal.over
        case _:
            raise AssertionError(f"{refusal.code} has no details")


def _meanwhile(one: Collision, schools: Mapping[str, str]) -> FieldMeanwhile:
    theirs, said = _said(one.theirs), collision_sentence(one, schools)
    return FieldMeanwhile(one.field, label(one.field, one.who), _said(one.yours), theirs, one.at, said)


def _double(one: Double) -> DoubleFound:
    return DoubleFound(one.family, one.name, double_sentence(one), one.child)


def _said(value: Value) -> str | bool | None:
    return value if value is None or isinstance(value, bool) else str(value)
