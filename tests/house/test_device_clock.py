"""No script asks the device which day it is: its clock may be wrong, and the server says what day it is in the town."""

import re
from pathlib import Path

SCRIPTS = Path("site/assets/js")
ASKS = re.compile(r"new Date\(\)")
MAY_ASK = {
    "desk/cuisine.js": "the week is read again where the first answer says another day",
    "pages/agenda.js": "the month is shown before the first answer, which corrects it",
}


def test_only_the_scripts_that_say_why_ask_the_device_which_day_it_is() -> None:
    asking = {
        str(path.relative_to(SCRIPTS))
        for path in SCRIPTS.rglob("*.js")
        if ASKS.search(path.read_text(encoding="utf-8"))
    }
    assert asking == set(MAY_ASK)
