"""What a parent reads of the request to erase the family."""

from datetime import date

from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced


def asked_on(day: date) -> str:
    return spaced(
        f"Vous avez demandé la suppression le {date_full(day)}. La mairie vous répond dans le mois ; d’ici là, rien ne change."
    )
