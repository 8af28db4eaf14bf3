"""Why there are not as many meals as children booked, nor as were ordered: each cause by its name, so that the sum is right."""

from functions.domain.kitchen.meal_causes import MealCauses
from functions.french.words.counts import counted
from functions.french.words.spaces import spaced


def booked_said(causes: MealCauses, *, adults: int) -> str:
    """« 36 réservés, 34 repas à cuisiner : 1 apporte son repas, 1 absent. »; empty where each who is booked eats, and nobody else."""
    parts = [
        _one(causes.brought, "apporte son repas", "apportent leur repas"),
        _one(causes.absent, "absent", "absents"),
        _one(causes.off, "dont le service n’a pas lieu", "dont le service n’a pas lieu"),
        _one(causes.unbooked, "venu sans réservation en plus", "venus sans réservation en plus"),
        _one(adults, "adulte en plus", "adultes en plus"),
    ]
    said = ", ".join(part for part in parts if part)
    meals = f"{causes.to_cook + adults} repas à cuisiner"
    return spaced(f"{counted(causes.booked, 'réservé')}, {meals} : {said}.") if said else ""


def since_order_said(ordered: int, causes: MealCauses, *, others: int, adults: int) -> str:
    """« 34 commandés ; depuis : 1 absent, 1 réservé. »; empty where nothing changed since. `others`: what no cause explains that can be
    read any more, as what was cancelled; `adults`: how many more eat, or fewer."""
    parts = [
        _one(causes.absent_since, "absent de plus", "absents de plus"),
        _one(causes.booked_since, "réservé après la commande", "réservés après la commande"),
        _one(causes.unbooked_since, "venu sans réservation", "venus sans réservation"),
        _one(-others, "annulé ou changé", "annulés ou changés"),
        _one(others, "repas de plus pour une autre raison", "repas de plus pour d’autres raisons"),
        _one(-adults, "adulte de moins", "adultes de moins"),
        _one(adults, "adulte de plus", "adultes de plus"),
    ]
    said = ", ".join(part for part in parts if part)
    return spaced(f"{counted(ordered, 'commandé')} ; depuis la commande : {said}.") if said else ""


def _one(number: int, one: str, many: str) -> str:
    if number <= 0:
        return ""
    return f"{number} {one if number == 1 else many}"
