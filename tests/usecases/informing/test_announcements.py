"""Each address is written to once, whatever dies; who wants no message to all is left alone; and each fate is told."""

from dataclasses import replace

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailStanding, NoMailBecause
from functions.domain.families.family import Civility, Guardian
from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind, AudienceUnclear
from functions.domain.informing.announcement import Told
from functions.domain.messages import MessageKind
from functions.jobs.letters import letter
from functions.storage.accounts import accounts, mail_standings
from functions.storage.informing import announcements
from functions.storage.table import keys, outbox
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.wanted_mails import MailsAtWill, set_wanted
from functions.usecases.informing import spread_announcement
from functions.usecases.informing.find_addressees import count_addressees
from functions.usecases.informing.read_fates import Fate, read_fates, read_otherwise
from functions.usecases.informing.write_announcement import send_trial
from tests.support.accounts import messages
from tests.support.builders import (
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    open_account,
    open_town,
    put_month,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.informing import EVERYBODY, a_text, deliver_pages, mails, write_to, writing, written

LINA = Guardian(Civility.MADAME, "Durand", "Lina", "lina@famille.example")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Marc and Julie with logins; a family that was not invited yet; one of whom no address is known."""
    open_town()
    open_account(MARC, "marc@famille.example")
    open_account(JULIE, "julie@famille.example")
    settle()
    settle(
        a_family("durand", name="Durand", guardians=(LINA,), children=("zoe",), members=()),
        [a_child("zoe", ("durand",))],
    )
    paper = Guardian(Civility.MADAME, "Petit", "Rose")
    settle(
        a_family("petit", name="Petit", guardians=(paper,), children=("max",), members=()),
        [a_child("max", ("petit",))],
    )


def addressees() -> list[str]:
    return [str(one.data.get("account", one.data.get("address"))) for one in mails()]


def test_what_is_counted_before_is_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = count_addressees("lisse", EVERYBODY, after="", now=NOW)
    assert (counted.told, [(one.family, one.has_address) for one in counted.otherwise]) == (
        Told(3, 3, 0, 1),
        [("petit", False)],
    )
    monkeypatch.setattr(spread_announcement, "PAGE", 1)
    announcement = write_to()
    assert written(announcement).told == Told(), "nobody is told while somebody waits for the answer"
    assert deliver_pages() == 3, "a page a turn"
    assert (written(announcement).told, written(announcement).done) == (counted.told, True)
    assert sorted(addressees()) == sorted([MARC, JULIE, keys.keyed_hash("lina@famille.example")])


def test_a_delivery_that_dies_anywhere_and_is_repeated_writes_to_each_once() -> None:
    announcement = write_to()
    [page] = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.ANNOUNCEMENT_WRITTEN]
    made = 1
    while True:
        try:
            with dying(Calls(die_at=made, done_first=bool(made % 2))):
                spread_announcement.spread_announcement(page, NOW)
        except Killed:
            made += 1
            continue
        break
    assert made > 5
    spread_announcement.spread_announcement(page, NOW)
    assert len(addressees()) == len(set(addressees())) == 3
    assert written(announcement).told == Told(3, 3, 0, 1)


def test_who_wants_no_message_to_all_is_still_told_of_a_day_that_was_booked() -> None:
    set_wanted(MailsAtWill.ANNOUNCEMENTS, MARC, wanted=False, idempotency_key="none-please", now=NOW)
    announcement = write_to()
    deliver_pages()
    assert MARC not in addressees()
    assert written(announcement).told == Told(3, 2, 1, 1)
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking(payer="testmp")}))
    write_to(AnnouncementAudience(AudienceKind.BOOKED, day=MONDAY), key="a-message-2")
    deliver_pages()
    assert addressees().count(MARC) == 1
    assert addressees().count(JULIE) == 2


def test_a_parent_of_two_families_of_the_town_has_one_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    known = accounts.account(MARC)
    transaction = Transaction()
    both = replace(known.value, families=(FamilyRef("lisse", "testmp"), FamilyRef("lisse", "second")))
    accounts.put_account(transaction, Stored(known.key, both, known.version))
    transaction.commit()
    second = a_family("second", name="Abadie", guardians=(), children=("leo",), members=(MARC,))
    settle(second, [a_child("leo", ("second",))])
    monkeypatch.setattr(spread_announcement, "PAGE", 1)
    announcement = write_to()
    deliver_pages()
    assert addressees().count(MARC) == 1
    fates = {
        each.family: [one.fate for one in each.addressees]
        for each in read_fates("lisse", announcement, after=None).families
    }
    assert fates == {
        "second": [Fate.WAITING],
        "testmp": [Fate.ELSEWHERE, Fate.WAITING],
        "durand": [Fate.WAITING],
        "petit": [],
    }


def test_an_address_that_receives_nothing_is_counted_nowhere_and_its_family_is_named_before_and_after() -> (
    None
):
    for email in ("lina@famille.example", "julie@famille.example"):
        no_mail_reaches(email)
    set_wanted(MailsAtWill.ANNOUNCEMENTS, MARC, wanted=False, idempotency_key="none-please", now=NOW)
    counted = count_addressees("lisse", EVERYBODY, after="", now=NOW)
    told = Told(families=3, addresses=0, stopped=1, without=1, silent=1, unwilling=1)
    assert counted.told == told and (told.reached, told.otherwise) == (0, 2)
    set_wanted(MailsAtWill.ANNOUNCEMENTS, MARC, wanted=True, idempotency_key="after-all", now=NOW)
    counted = count_addressees("lisse", EVERYBODY, after="", now=NOW)
    assert (counted.told.reached, counted.told.addresses, counted.told.otherwise) == (1, 1, 2), "by Marc's"
    whom = [("durand", "Durand", True), ("petit", "Petit", False)]
    assert [(one.family, one.name, one.has_address) for one in counted.otherwise] == whom
    assert counted.otherwise[0].phone == a_family().phone
    announcement = write_to()
    deliver_pages()
    assert addressees() == [MARC], "nothing is left for who receives nothing"
    assert written(announcement).told == counted.told
    after = read_otherwise("lisse", written(announcement))
    assert sorted(after, key=lambda one: one.name) == list(counted.otherwise)
    fates = {
        each.family: [one.fate for one in each.addressees]
        for each in read_fates("lisse", announcement, after=None).families
    }
    assert fates["durand"] == [Fate.CAME_BACK]


def no_mail_reaches(email: str) -> None:
    transaction = Transaction()
    bounced = MailStanding(email, NoMailBecause.BOUNCE, NOW)
    mail_standings.put(transaction, Stored(mail_standings.standing_key(email), bounced, 0))
    transaction.commit()


def test_each_address_has_its_fate() -> None:
    announcement = write_to()
    deliver_pages()
    no_mail_reaches("lina@famille.example")
    for stored in outbox.waiting():
        if stored.value.data.get("account") == MARC:
            taken = outbox.take(stored, now=NOW, until=NOW)
            assert taken is not None
            outbox.sent(taken)
        elif stored.value.data.get("account") == JULIE:
            taken = outbox.take(stored, now=NOW, until=NOW)
            assert taken is not None
            outbox.give_up(taken, cause="invalid_address", now=NOW)
    page = read_fates("lisse", announcement, after=None)
    fates = {one.email: one.fate for family in page.families for one in family.addressees}
    assert fates == {
        "marc@famille.example": Fate.SENT,
        "julie@famille.example": Fate.FAILED,
        "lina@famille.example": Fate.CAME_BACK,
    }
    assert [each.name for each in page.families if not each.addressees] == ["Petit"]


def test_the_mail_says_what_the_town_wrote_and_how_to_stop_it() -> None:
    write_to()
    deliver_pages()
    letters = [letter(one, now=NOW) for one in mails()]
    assert {one.to for one in letters if one} == {
        "marc@famille.example",
        "julie@famille.example",
        "lina@famille.example",
    }
    to_marc = next(one for one in letters if one and one.to.startswith("marc"))
    assert to_marc.data["paragraphs"] == ("Le car part à 9 h.", "Prévoyez un pique-nique.")
    assert to_marc.unsubscribe
    assert "announcements" in to_marc.unsubscribe
    set_wanted(MailsAtWill.ANNOUNCEMENTS, MARC, wanted=False, idempotency_key="none-please", now=NOW)
    assert letter(next(one for one in mails() if one.data.get("account") == MARC), now=NOW) is None, (
        "said since"
    )


def test_a_trial_goes_to_who_writes_and_adds_no_button() -> None:
    send_trial(replace(writing(), by=MARC), a_text(text="[Payez ici](https://faux.example)"))
    send_trial(replace(writing(), by=MARC), a_text(text="[Payez ici](https://faux.example)"))
    [trial] = messages("announcement_trial")
    written_trial = letter(trial, now=NOW)
    assert written_trial is not None
    assert (written_trial.to, written_trial.data["paragraphs"]) == (
        "marc@famille.example",
        ("[Payez ici] (https://faux.example)",),
    )
    assert mails() == []


def test_a_school_that_the_reglement_does_not_have_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(AudienceUnclear):
        write_to(AnnouncementAudience(AudienceKind.SCHOOL, school="nowhere"))
    assert announcements.written_before("lisse", None, limit=5) == []
    assert messages("announcement_written") == []
