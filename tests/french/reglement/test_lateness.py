"""What is still possible after a limit, in words."""

from decimal import Decimal

import pytest

from functions.domain.reglement.deadline_rules import Late, LateMode, Surcharge
from functions.french.reglement.lateness import late_sentence
from tests.support.spaces import plain


@pytest.mark.parametrize(
    ("surcharge", "said"),
    [
        (Surcharge(percent=Decimal(50)), "Ensuite : possible, mais la moitié du prix reste due."),
        (Surcharge(percent=Decimal(100)), "Ensuite : possible, mais le prix entier reste dû."),
        (Surcharge(percent=Decimal(30)), "Ensuite : possible, mais 30 % du prix restent dus."),
        (Surcharge(200, from_nth=3), "Ensuite : possible, mais 2,00 € restent dus, à partir de la 3e fois"),
        (Surcharge(200, Decimal(50)), "Ensuite : possible, mais la moitié du prix et 2,00 € restent dus."),
        (Surcharge(kind="unreserved"), "Ensuite : possible, mais le tarif « sans réservation » reste dû."),
        (Surcharge(), "Ensuite : possible."),
    ],
)
def test_cancelling_late_says_what_stays_due(surcharge: Surcharge, said: str) -> None:
    late = Late(LateMode.SURCHARGE, surcharge=surcharge)
    assert plain(late_sentence(late, cancelling=True)).startswith(said)


def test_an_agent_decides_of_a_late_cancellation_whatever_the_places() -> None:
    late = Late(LateMode.REQUEST, surcharge=Surcharge(percent=Decimal(50)))
    assert late_sentence(late, cancelling=True) == (
        "Ensuite : sur demande, la mairie décide, mais la moitié du prix reste due."
    )
