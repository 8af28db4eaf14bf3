"""What a refusal says."""

import re
from typing import NamedTuple

_TURN_TO_THE_TOWN = re.compile(r",? ou contactez la mairie(?=\.)| Contactez la mairie[^.]*\.")


class Said(NamedTuple):
    """`{name}` in the sentence stands for a piece of the refusal's data."""

    title: str
    sentence: str

    @property
    def for_town(self) -> str:
        """As an agent reads it: nobody at the town hall is told to turn to the town hall."""
        return _TURN_TO_THE_TOWN.sub("", self.sentence)
