"""Each family's part of a line, as the two families of a child agreed on it."""

from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.money import share
from functions.domain.planning.child_month import Slot


def parts_of(agreed: tuple[Sharing, ...], slot: Slot, booked_by: str) -> tuple[Part, ...]:
    """Who pays which part of a slot. Where nothing is agreed, the family that booked it pays the whole."""
    begun = [sharing for sharing in agreed if sharing.since <= slot.date]
    if not begun:
        return (Part(booked_by),)
    latest = max(begun, key=lambda sharing: sharing.since)
    return latest.parts_on(slot.date, slot.service) or (Part(booked_by),)


def part_cents(amount_cents: int, parts: tuple[Part, ...], family: str) -> int:
    """Cents that `family` pays of an amount. What is given back is split as it was billed, so that the two cancel
    out."""
    shares = share(abs(amount_cents), [part.percent for part in parts])
    paid = sum(cents for cents, part in zip(shares, parts, strict=True) if part.family == family)
    return paid if amount_cents >= 0 else -paid
