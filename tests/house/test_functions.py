"""Each function that `app.py` registers says what it may do."""

from app import app
from infra.template.functions import FUNCTIONS


def test_every_function_has_a_row_of_its_own_and_no_row_is_left_over() -> None:
    registered = {"api_handler", *(source.name for source in app.event_sources)}
    assert {function.name for function in FUNCTIONS} == registered, (
        "infra/template/functions.py: a row a function says its memory, its time and what its role allows"
    )
