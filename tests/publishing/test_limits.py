"""The calendars of limits say what the page says, to the second, and every reader can read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import window
from functions.publishing.limits import render_limits
from functions.publishing.pages import Page
from functions.reglement_file import parse
from infra.demo.pages import REGLEMENTS
from infra.demo.towns import AUBRAY
from tests.support.builders import on
from tests.support.calendars import events

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 19, 9, 58, tzinfo=PARIS)
"""jeudi"""
TOMORROW = on("vendredi 2026-11-20")
REGLEMENT = parse((REGLEMENTS / "aubray.toml").read_text("utf-8"))


def rendered(now: datetime = NOW) -> dict[str, Page]:
    pages = render_limits(
        "https://portail.example", AUBRAY, REGLEMENT, published_at=NOW - timedelta(days=3), now=now
    )
    return {page.path: page for page in pages}


def test_there_is_one_for_all_services_and_one_a_service() -> None:
    pages = rendered()
    assert set(pages) == {
        "aubray/reglement/limites.ics",
        *(f"aubray/reglement/limites-{service.code}.ics" for service in REGLEMENT.services),
    }
    assert all(page.content_type == "text/calendar; charset=utf-8" for page in pages.values())
    whole, *parts = pages.values()
    assert sorted(str(event["UID"]) for event in events(whole.body)) == sorted(
        str(event["UID"]) for part in parts for event in events(part.body)
    )


def test_an_entry_ends_at_the_instant_from_which_the_server_refuses() -> None:
    canteen = REGLEMENT.service("cantine")
    ends = {event["DTEND"].dt for event in events(rendered()["aubray/reglement/limites-cantine.ics"].body)}
    expected = window(REGLEMENT, canteen, on("lundi 2026-11-23"), Action.RESERVE).closes_at
    assert expected is not None and expected.astimezone(UTC) in ends
    for event in events(rendered()["aubray/reglement/limites-cantine.ics"].body):
        assert event.to_ical().count(b"Z\r\n") >= 3, "instants are written in UTC"
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)


def test_ids_are_one_a_limit_and_stay_the_same_from_one_night_to_the_next() -> None:
    tonight, tomorrow = rendered(), rendered(NOW + timedelta(days=1))
    for path, page in tonight.items():
        uids = [str(event["UID"]) for event in events(page.body)]
        assert len(uids) == len(set(uids)), path
        later = {str(event["UID"]): event.to_ical() for event in events(tomorrow[path].body)}
        kept = {str(event["UID"]): event.to_ical() for event in events(page.body)}
        gone = {str(event["UID"]) for event in events(page.body) if event["DTEND"].dt.date() < TOMORROW}
        assert kept.keys() - later.keys() == gone
        assert all(kept[uid] == later[uid] for uid in kept.keys() - gone), (
            "nothing of it comes from the clock"
        )


def test_limits_gone_by_are_left_out_and_the_version_is_the_sequence() -> None:
    for page in rendered().values():
        for event in events(page.body):
            assert event["DTEND"].dt > NOW - timedelta(days=1)
            assert int(event["SEQUENCE"]) == REGLEMENT.version
            assert str(event["TRANSP"]) == "TRANSPARENT"


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    for page in rendered().values():
        lines = page.body.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert b"\n" not in page.body.replace(b"\r\n", b"")
