"""What is written reads as the same règlement."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.reglement_file import parse, write
from functions.reglement_file.toml import document
from tests.reglement_file.files import FOLDER
from tests.reglement_file.test_documentation import PRICE, SAMPLES, SERVICE, TARIFF, ZONE

FILES = sorted(
    [
        *FOLDER.glob("*.toml"),
        *(FOLDER.parent / "tarifs").glob("*.toml"),
        *(FOLDER.parent / "not_applied").glob("*.toml"),
    ]
)
EVERYTHING = """
zone = "B"
timezone = "Indian/Reunion"
basket_minutes = 90

[calendar]
territory = "reunion"
school_weekdays = ["mon", "tue", "wed", "thu", "fri"]
town_hall_weekdays = ["mon", "tue"]
schools = [{ code = "centre", name = "École « du Centre »", weekdays = ["mon"] }]
closures = [{ label = "Pont", on = 2027-05-07, reason = "bridge", services = ["s"], schools = ["centre"], classes = ["CE1"] }]
openings = [{ label = "Samedi", from = 2027-03-13, to = 2027-03-14 }]
counts_as = [{ on = 2027-05-06, weekday = "fri" }]
periods = [{ label = "Automne", from = 2026-09-01, to = 2026-12-18 }]
town_hall_closures = [{ label = "Inventaire", on = 2026-11-25 }]
school_years = [{ from = 2028-09-01, to = 2029-08-31, holidays = [{ label = "Pont", from = 2029-05-11, to = 2029-05-12, bridge = true }] }]

[[tariffs]]
code = "t"
unit = "demi-heure"
since = 2026-09-01
minutes = 30
quotient_rounding = "half_up"
without_quotient = 800
rounding = "up"
step = 0.05
care_percent = 40
lines = [
  { below = 700, resident = true, rank_to = 2, price = 1, label = "A" },
  { from = 700, resident = true, rank_to = 2, coefficient = 0.005, base = 0.5, floor = 1, ceiling = 9, qf_floor = 800, qf_ceiling = 2000 },
  { rank_from = 3, resident = true, linear = { from = 300, to = 1500, price_from = 1, price_to = 4.50 } },
  { resident = false, price = 10 },
  { kind = "autre", age_from = 3, age_to = 11, price = 5 },
]
without_price = [{ below = 300, resident = false, told = "Appelez la mairie." }, { told = "Écrivez-nous." }]
adjustments = [{ label = "Fratrie", rank = 2, percent = -20, amount = 0.5, brackets = -1 }]

[[services]]
code = "s"
name = "Cantine \\"du\\" \\\\ midi"
group = "Midi"
tariff = "t"
weekdays = ["mon", "sun"]
terms = "all"
starts_at = "11:45"
ends_at = "13:30"
late_pickup_minutes = 15
schools = ["centre"]
places = [{ count = 60 }, { count = 5, weekdays = ["mon"], school = "centre" }]
on_public_holidays = true
cancel = { never = true, late = [{ mode = "phone", phone = "02", reasons = ["neige"], until = { days = 0, at = "08:15" } }] }
modify = { same_as = "cancel" }

[services.conditions]
min_days_a_week = 3
min_days_with_holiday = 2
max_days_a_week = 4
week_patterns = [["mon", "sun"], ["mon"]]
excludes = ["p"]
requires = ["d"]
comes_with = ["d"]
age_from = 3
age_to = 11
classes = ["CP"]
residents_only = true
needs = ["complete_file", "accepted_reglement", "health_sheet"]
unpaid_over = 12.5

[services.absence]
declare_until = { days = 0, at = "09:00" }
free_reasons = ["grève"]
cases = [{ proof = "certificate", within_hours = 72, carence_days = 2, carence_from = "notice", min_days = 4 }]
credit_delay_months = 1

[services.reserve]
mode = "always"
confirmed_by_town = true
article = "Article 4"
note = "Merci."
opens = { weeks = 6 }
opens_outside = { weeks = 5, at = "07:00" }
closes = { months = 1, last_full_week = true, weekday = "sun", if_closed = "earlier", open_days = "opening" }
cases = [
  { on = 2027-01-04, closes = { exact = 2026-12-18 } },
  { from = 2027-09-01, weekdays = ["mon"], public_holiday = ["mon"], period = "school", closes = { weekday = "fri", after_start = true } },
  { resident = false, closes = { months = 1, nth = -2, weekday = "fri" } },
  { resident = true, weekdays = ["sun"], closes = { days = 10, from = "period" } },
  { from = 2028-09-01, closes = { months = 3, month_day = 30, from = "school_year" } },
  { to = 2026-09-30, unannounced = true },
  { weekdays = ["sun"], never = true },
  { weekdays = ["mon"], closes = { hours = 2, from = "start" } },
]
late = [{ mode = "surcharge", surcharge = { amount = 1.5, percent = 10, price = "autre", from_nth = 3, whole_month = true } }]

[[services]]
code = "p"
meal = false
prepaid = true
hold_minutes = 60
name = "Pointage"
tariff = "t"
reserve = { mode = "attendance" }

[[services]]
code = "d"
name = "Début"
tariff = "t"
reserve = {}
cancel = { mode = "always" }
places = 3
waiting_list = { decline_until = { days = 1, at = "18:00" }, most = 12, priorities = [{ residents = true, schools = ["centre"] }, { siblings = true }, { single_parents = true, classes = ["CP"] }] }

[[services]]
code = "l"
name = "Liste d’attente"
tariff = "t"
reserve = {}
cancel = { same_as = "reserve" }
places = 3
waiting_list = {}

[[services]]
code = "h"
name = "Quarante-huit heures"
tariff = "t"
reserve = {}
cancel = { same_as = "reserve" }
places = 3
waiting_list = { decline_hours = 48 }
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_file_of_a_commune_comes_back(path: Path) -> None:
    town = parse(path.read_text(encoding="utf-8"))
    assert parse(write(town)) == town


@pytest.mark.parametrize("text", [EVERYTHING, SAMPLES[0]], ids=["everything", "documentation"])
def test_everything_a_town_can_write_comes_back(text: str) -> None:
    town = parse(text)
    assert parse(write(town)) == town
    assert write(parse(write(town))) == write(town)


LATE = 'late = [{ mode = "surcharge", surcharge = { amount = 1 } }]'


@pytest.mark.parametrize(
    "rules",
    [
        f"reserve = {{ {LATE} }}\ncancel = {{ {LATE} }}\n",
        f'reserve = {{ {LATE} }}\ncancel = {{ same_as = "reserve" }}\nmodify = {{ same_as = "cancel" }}\n',
        f'reserve = {{ }}\ncancel = {{ {LATE} }}\nmodify = {{ same_as = "cancel" }}\n',
        "reserve = { closes = { month_day = 15 } }\ncancel = { never = true }\n",
    ],
)
def test_rules_that_are_alike_come_back(rules: str) -> None:
    town = parse(ZONE + TARIFF + PRICE + SERVICE.replace('starts_at = "12:00"\n', "") + rules)
    assert parse(write(town)) == town


def test_what_is_written_reads_well() -> None:
    text = write(parse((FOLDER / "mametz.toml").read_text(encoding="utf-8")))
    assert 'cancel = { same_as = "reserve" }' in text
    assert '  { weekdays = ["mon"], never = true },' in text
    assert "price = 0.50" in text


plain = st.recursive(
    st.text(max_size=6)
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.dates(date(1900, 1, 1))
    | st.datetimes(datetime.fromisoformat("1900-01-01")).map(lambda moment: moment.replace(microsecond=0))
    | st.decimals(-1000, 1000, places=3).map(abs),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=5), plain, max_size=4))
def test_any_document_is_written_as_toml(values: dict[str, Any]) -> None:
    assert tomllib.loads(document(values), parse_float=Decimal) == values
