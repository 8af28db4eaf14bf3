"""Each family's part of a line, as the two families of a child agreed on it."""

from functions.domain.families.cost_sharing import Part, Sharing, parts_agreed
from functions.domain.planning.child_month import Slot


def parts_of(agreed: tuple[Sharing, ...], slot: Slot, booked_by: str) -> tuple[Part, ...]:
    """Who pays which part of a slot. Where nothing is agreed, the family that booked it pays the whole."""
    return parts_agreed(agreed, slot.date, slot.service) or (Part(booked_by),)
