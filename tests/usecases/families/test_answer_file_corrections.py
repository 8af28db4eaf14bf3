"""What a parent corrects reaches an agent, who answers it field by field: the file, the answer, the journal and the mail at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from functions import wiring
from functions.domain.errors import KeyReused, NotFound
from functions.domain.families.family import Family
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
)
from functions.domain.files.correction_answers import ResidenceUnsaid
from functions.french.privacy.data_file import data_folder
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.families import children, families, requests
from functions.storage.table import journal
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.activate import activate
from functions.usecases.families.answer_file_corrections import (
    CorrectionAct,
    FieldsTaken,
    answer_file_corrections,
)
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.read_corrections import corrections_page
from functions.usecases.privacy.ask_erasure import ErasureWish, ask_erasure
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.privacy.read_family_data import read_family_data
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    SHEET,
    a_town_with_a_family,
    invited,
    messages,
)
from tests.support.builders import NOW, a_family, settle
from tests.support.erasing import erase_with_files

pytestmark = pytest.mark.usefixtures("table")

GIVEN = replace(
    SHEET,
    phone="06 39 98 00 01",
    guardians=(SHEET.guardians[0], replace(SHEET.guardians[1], last_name="Dubois")),
    children=(SHEET.children[0], replace(SHEET.children[1], first_name="Guillem")),
)
PHONE, HER, CHILD = "phone", "guardians.1.last_name", "children.1.first_name"


def corrected() -> Request:
    """Marc opens his login and corrects three fields."""
    a_town_with_a_family()
    activate(EMAIL, invited(), PASSWORD, GIVEN, visitor=HOME, idempotency_key="activate", now=NOW)
    [request] = [stored.value for stored in requests.open_requests("lisse")]
    return request


def answer(
    request: Request,
    *accept: str,
    refuse: tuple[str, ...] = (),
    key: str = "answer-one",
    by: str = "agent",
    reason: str = "Il faut un justificatif.",
    resident: bool | None = None,
) -> FieldsTaken:
    act = CorrectionAct("lisse", request.family, request.id, accept, refuse, reason, by, key, NOW, resident)
    return answer_file_corrections(act)[0]


def the_family() -> Family:
    return families.family("lisse", "testmp").value


def acts() -> list[str]:
    return [line.act for line in journal.lines("lisse", "testmp")]


def test_an_address_in_another_town_is_accepted_once_it_is_said_whether_the_family_lives_in_the_commune() -> (
    None
):
    a_town_with_a_family()
    before = the_family()
    home = before.address
    request = Request(
        "moved",
        RequestKind.CORRECTION,
        "testmp",
        "t" * 26,
        NOW,
        (
            Correction("address.line1", home.line1, "3 rue Neuve"),
            Correction("address.city", home.city, "Aubray"),
            Correction("address.postcode", home.postcode, home.postcode),
        ),
    )
    transaction = Transaction()
    requests.add(transaction, "lisse", request)
    transaction.commit()
    assert answer(request, "address.line1").accepted == ("address.line1",), "the same town: nothing is asked"
    with pytest.raises(ResidenceUnsaid):
        answer(request, "address.city", key="answer-two")
    assert the_family().address.city == home.city and the_family().resident == before.resident
    for _ in range(2):
        answer(request, "address.city", key="answer-three", resident=not before.resident)
    after = the_family()
    assert (after.address.city, after.resident) == ("Aubray", not before.resident)
    assert {"resident", "address.city"} <= after.by_hand.keys(), "a list of the town's does not undo it"


def test_what_parents_correct_is_listed_beside_what_the_file_says() -> None:
    request = corrected()
    ask_erasure(ErasureWish("lisse", families.family("lisse", "testmp"), request.by, "erase-us", NOW))
    page = corrections_page("lisse", after=None)
    [shown] = page.requests
    assert (shown.request, shown.family_name, page.next) == (request, "Testmp", None)
    told = [
        (one.correction.field, one.correction.before, one.correction.after, one.now) for one in shown.fields
    ]
    assert told == [
        (PHONE, "01 99 00 56 78", "06 39 98 00 01", "01 99 00 56 78"),
        (HER, "Testmp", "Dubois", "Testmp"),
        (CHILD, "Guilhem", "Guillem", "Guilhem"),
    ]
    assert [one.problem for one in shown.fields] == [None] * 3


def test_an_answer_writes_the_file_and_tells_the_parent_what_was_taken_and_what_waits() -> None:
    request = corrected()
    assert answer(request, PHONE, CHILD, refuse=(HER,)) == FieldsTaken((PHONE, CHILD), (HER,), ())
    assert (the_family().phone, the_family().guardians[1].last_name) == ("06 39 98 00 01", "Testmp")
    assert children.children("lisse", ["guilhem"])["guilhem"].value.first_name == "Guillem"
    [line] = [one for one in journal.lines("lisse", "testmp") if one.act == "corrections_answered"]
    assert (line.by, line.detail["accepted"], line.detail["refused"]) == ("agent", [PHONE, CHILD], [HER])
    [message] = messages("correction_answered")
    written = letter(message, now=NOW)
    assert written is not None and written.to == EMAIL
    text = rendered(written).text
    assert "Pris en compte : téléphone, prénom d’un enfant." in text.replace("\u00a0", " ")
    assert "Non retenu : nom d’un responsable. La raison donnée : Il faut un justificatif." in text.replace(
        "\u00a0", " "
    )
    assert not any(name in text for name in ("Guillem", "Dubois", "06 39")), (
        "a mail tells no value of the file"
    )
    assert corrections_page("lisse", after=None).requests == []


def test_a_second_click_is_the_first_and_another_agent_is_told() -> None:
    request = corrected()
    first = answer(request, PHONE)
    version = families.family("lisse", "testmp").version
    assert answer(request, PHONE) == first
    assert answer(request, PHONE, key="another") == FieldsTaken((), (), ())
    contrary = answer(request, refuse=(PHONE,), key="contrary", by="other")
    assert [field for field, _ in contrary.failed] == [PHONE]
    assert families.family("lisse", "testmp").version == version
    assert acts().count("corrections_answered") == len(messages("correction_answered")) == 1
    with pytest.raises(KeyReused):
        answer(request, CHILD)


def test_two_agents_at_the_same_moment_answer_each_field_once() -> None:
    request = corrected()
    clicks: list[Callable[[], FieldsTaken]] = [
        lambda: answer(request, PHONE, HER, key="one-agent"),
        lambda: answer(request, HER, refuse=(PHONE,), key="two-agent", by="other"),
    ]
    with ThreadPoolExecutor(2) as pool:
        taken = [one.result() for one in [pool.submit(click) for click in clicks]]
    [stored] = requests.of_family("lisse", "testmp")
    phone = next(one for one in stored.value.corrections if one.field == PHONE)
    won, lost = (taken[0], taken[1]) if phone.state is CorrectionState.ACCEPTED else (taken[1], taken[0])
    assert PHONE in (*won.accepted, *won.refused) and [field for field, _ in lost.failed] == [PHONE]
    assert (the_family().phone == "06 39 98 00 01") == (phone.state is CorrectionState.ACCEPTED)


def test_the_towns_list_in_the_meantime_is_not_overwritten() -> None:
    request = corrected()
    settle(replace(a_family(), phone="01 99 00 11 11", guardians=the_family().guardians, members=()))
    [shown] = corrections_page("lisse", after=None).requests
    assert shown.fields[0].now == "01 99 00 11 11"
    assert [field for field, _ in answer(request, PHONE).failed] == [PHONE]
    assert the_family().phone == "01 99 00 11 11" and messages("correction_answered") == []


def test_a_family_or_a_request_that_is_not_there_is_not_found() -> None:
    request = corrected()
    for unknown in (replace(request, id="nothing"), replace(request, family="nobody")):
        with pytest.raises(NotFound):
            answer(unknown, PHONE)
    wish = Request("wish", RequestKind.ERASURE, "testmp", request.by, NOW)
    with pytest.raises(NotFound):
        answer(wish, PHONE)


def test_who_was_put_out_is_not_written_to_and_the_file_is_corrected_all_the_same() -> None:
    request = corrected()
    end_access(EndAccess("lisse", "testmp", request.by, "agent", "end-marc", NOW))
    assert answer(request, PHONE).accepted == (PHONE,)
    [message] = messages("correction_answered")
    assert letter(message, now=NOW) is None


def test_answers_are_handed_over_and_erased_with_the_family(
    documents_bucket: str, uploads_bucket: str
) -> None:
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    request = corrected()
    answer(request, PHONE, refuse=(HER,))
    told = data_folder(read_family_data("lisse", "testmp", account=request.by, now=NOW)).texts["donnees.json"]
    assert '"motif": "Il faut un justificatif."' in told and '"06 39 98 00 01"' in told
    asked = ErasureAsked("lisse", "testmp", "command", NOW)
    erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())
    assert list(requests.of_family("lisse", "testmp")) == list(requests.open_requests("lisse")) == []


def test_a_page_holds_so_many_and_says_where_the_next_begins() -> None:
    a_town_with_a_family()
    for place in range(27):
        transaction = Transaction()
        change = (Correction("phone", "01 99 00 56 78", f"06 39 98 00 {place:02}"),)
        requests.add(
            transaction, "lisse", Request(f"r{place:02}", RequestKind.CORRECTION, "testmp", "x", NOW, change)
        )
        transaction.commit()
    first = corrections_page("lisse", after=None)
    second = corrections_page("lisse", after=first.next)
    assert (len(first.requests), first.next, len(second.requests), second.next) == (25, "r24", 2, None)
    assert all(one.request.state is RequestState.OPEN for one in first.requests)
