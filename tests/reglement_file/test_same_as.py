"""`same_as`: a rule written once, for several acts or services."""

from functions.domain.reglement.deadline_rules import Rule
from functions.domain.reglement.reglement import Service
from functions.reglement_file import parse
from tests.reglement_file.files import commune
from tests.reglement_file.test_problems import GOOD, with_rule

LATE = """{ closes = { days = 1, at = "10:00" }, article = "Article 4", note = "Par écrit.",
  late = [{ mode = "surcharge", surcharge = { amount = 1 } }] }""".replace("\n", "")


def services(text: str) -> tuple[Service, ...]:
    return parse(text).services


def told(rule: Rule) -> tuple[object, ...]:
    return rule.cases, rule.article, rule.note


def test_cancelling_as_one_books_does_not_take_what_a_late_booking_costs() -> None:
    """Cancelling late would leave the surcharge due, and nothing of the price."""
    (canteen,) = services(with_rule(LATE))
    assert told(canteen.cancel) == told(canteen.reserve) and canteen.reserve.article == "Article 4"
    assert len(canteen.reserve.late) == 1 and canteen.cancel.late == ()
    rumilly = commune("rumilly").services[0]
    assert rumilly.reserve.late and not rumilly.cancel.late


def test_booking_as_one_books_another_service_takes_all_of_its_rule() -> None:
    other = GOOD[GOOD.index("[[services]]") :].replace('"cantine"', '"soir"')
    other = other.replace('{ closes = { days = 1, at = "10:00" } }', '{ same_as = "cantine.reserve" }')
    canteen, evening = services(with_rule(LATE) + other)
    assert evening.reserve == canteen.reserve
    assert evening.cancel.late == (), "through the other service's rule as well"


def test_changing_as_one_cancels_takes_all_of_its_rule() -> None:
    text = GOOD.replace('{ same_as = "reserve" }', LATE) + 'modify = { same_as = "cancel" }\n'
    (canteen,) = services(text)
    assert canteen.modify == canteen.cancel and canteen.cancel.late
