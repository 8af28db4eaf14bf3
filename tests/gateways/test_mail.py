"""Mail on the engine of the local run, which keeps both texts of one; what a sender may do on moto.

SES's other errors are stubbed: no engine has them.
"""

import json
import logging
import subprocess
import sys
import traceback
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header

import boto3
import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from functions import wiring
from functions.gateways.mail import Mail, MailError, MailRefused, MailUnavailable, SesMailer
from functions.settings import settings
from infra.deploy.stage import Account
from infra.local.payfip.serve import serve

MAIL = Mail(
    to="marc.testmp@exemple.fr",
    subject="Réservation validée – cantine du 3 novembre",
    text="Bonjour Marc,\nC’est validé.\n",
    html="<p>Bonjour Marc,<br>C’est validé.</p>",
)
SENDER = "Préau <ne-pas-repondre@preau.example>"


@pytest.fixture
def mailer(engine: str) -> SesMailer:
    identities = boto3.client("sesv2")
    if "preau.example" not in str(identities.list_email_identities()):
        identities.create_email_identity(EmailIdentity="preau.example")
    return SesMailer(sender=SENDER)


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SesMailer, Stubber]]:
    mailer = SesMailer(sender=SENDER, configuration_set="preau")
    with Stubber(mailer._client) as stubber:
        yield mailer, stubber


def delivered(engine: str, message_id: str) -> dict:
    with urllib.request.urlopen(f"{engine}/_ministack/ses/messages") as response:
        accounts = json.load(response)["messages"]
    return next(mail for mails in accounts.values() for mail in mails if mail["MessageId"] == message_id)


def test_a_mail_arrives_with_its_accents_its_text_and_its_html(engine: str, mailer: SesMailer) -> None:
    mail = delivered(engine, mailer.send(MAIL))
    assert mail["To"] == ["marc.testmp@exemple.fr"]
    assert (mail["CC"], mail["BCC"]) == ([], [])
    assert (mail["Subject"], mail["BodyText"], mail["BodyHtml"]) == (MAIL.subject, MAIL.text, MAIL.html)
    assert mail["Source"].isascii(), "SES takes an accent in a name only encoded"
    assert str(make_header(decode_header(mail["Source"]))) == SENDER


def test_an_accented_domain_is_sent_to_in_punycode(engine: str, mailer: SesMailer) -> None:
    mail = delivered(engine, mailer.send(replace(MAIL, to="mairie@saint-andré.example")))
    assert mail["To"] == ["mairie@xn--saint-andr-k7a.example"]


def test_the_configuration_set_goes_with_every_mail(stubbed: tuple[SesMailer, Stubber]) -> None:
    mailer, stubber = stubbed
    stubber.add_response(
        "send_email",
        {"MessageId": "m1"},
        {
            "FromEmailAddress": "=?utf-8?b?UHLDqWF1?= <ne-pas-repondre@preau.example>",
            "Destination": {"ToAddresses": [MAIL.to]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": MAIL.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": MAIL.text, "Charset": "UTF-8"},
                        "Html": {"Data": MAIL.html, "Charset": "UTF-8"},
                    },
                }
            },
            "ConfigurationSetName": "preau",
        },
    )
    assert mailer.send(MAIL) == "m1"
    stubber.assert_no_pending_responses()


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[SesMailer]:
    """The portal's own mailer, as a deployed function has it."""
    monkeypatch.setenv("PREAU_MAIL_CONFIGURATION_SET", "preau-production")
    for cached in (settings, wiring.mailer):
        cached.cache_clear()
    yield wiring.mailer()
    for cached in (settings, wiring.mailer):
        cached.cache_clear()


def test_a_deployed_portal_sends_through_its_own_configuration_set(deployed: SesMailer) -> None:
    sent: dict = {}
    with Stubber(deployed._client) as stubber:
        stubber.add_response("send_email", {"MessageId": "m1"})
        deployed._client.meta.events.register(
            "provide-client-params.sesv2.SendEmail", lambda params, **_: sent.update(params)
        )
        deployed.send(MAIL)
    assert sent["ConfigurationSetName"] == "preau-production"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("enfance@lisse.example", ["enfance@lisse.example"]),
        ("enfance@saint-andré.example", ["enfance@xn--saint-andr-k7a.example"]),
        ("à la mairie", None),
        (None, None),
    ],
)
def test_an_answer_goes_to_the_town_and_a_town_with_a_wrong_address_still_sends(
    stubbed: tuple[SesMailer, Stubber], written: str | None, expected: list[str] | None
) -> None:
    mailer, stubber = stubbed
    sent: dict = {}
    stubber.add_response("send_email", {"MessageId": "m1"})
    mailer._client.meta.events.register(
        "provide-client-params.sesv2.SendEmail", lambda params, **_: sent.update(params)
    )
    mailer.send(replace(MAIL, reply_to=written))
    assert sent.get("ReplyToAddresses") == expected


@pytest.mark.parametrize("known", ["preau.example", "ne-pas-repondre@preau.example"])
def test_a_sender_that_ses_does_not_know_loses_no_mail(aws_account: Account, known: str) -> None:
    """An operator mends it, and the outbox sends the mail again."""
    stranger = SesMailer(sender=SENDER)
    with pytest.raises(MailUnavailable, match="MessageRejected"):
        stranger.send(MAIL)
    aws_account.client("sesv2").create_email_identity(EmailIdentity=known)
    assert stranger.send(MAIL)


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("MessageRejected", 400, MailRefused),
        ("BadRequestException", 400, MailRefused),
        ("TooManyRequestsException", 429, MailUnavailable),
        ("LimitExceededException", 400, MailUnavailable),
        ("SendingPausedException", 400, MailUnavailable),
        ("AccountSuspendedException", 400, MailUnavailable),
        ("MailFromDomainNotVerifiedException", 400, MailUnavailable),
        ("NotFoundException", 404, MailUnavailable),
        ("AccessDeniedException", 403, MailUnavailable),
        ("InternalFailure", 500, MailUnavailable),
        ("SomethingNewException", 400, MailUnavailable),
    ],
)
def test_only_what_is_wrong_with_the_mail_itself_is_final(
    stubbed: tuple[SesMailer, Stubber],
    code: str,
    status: int,
    expected: type[MailError],
) -> None:
    mailer, stubber = stubbed
    stubber.add_client_error("send_email", code, f"no, {MAIL.to}", http_status_code=status)
    with pytest.raises(expected) as error:
        mailer.send(MAIL)
    assert error.value.code == code
    assert MAIL.to not in str(error.value)
    assert MAIL.to not in "".join(traceback.format_exception(error.value)), "it would be logged"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_one_mail_is_one_request_even_when_ses_stumbles(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    requests = []

    def stumble(method, path, query, headers, body):
        requests.append(method)
        return status, {"Content-Type": "application/json"}, b"{}"

    with serve(stumble) as origin:
        monkeypatch.setenv("AWS_ENDPOINT_URL", origin)
        with pytest.raises(MailUnavailable):
            SesMailer(sender=SENDER).send(MAIL)
    assert requests == ["POST"]


def test_ses_out_of_reach_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(MailUnavailable, match="EndpointConnectionError"):
        SesMailer(sender=SENDER).send(MAIL)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "   ",
        "Bonjour\r\nBcc: autre@exemple.fr",
        "Bonjour\nBcc: x@exemple.fr",
        "a\x00b",
        "a\x85b",
        "a\u2028b",
        "a\rb",
    ],
)
def test_a_subject_is_one_line(subject: str) -> None:
    with pytest.raises(MailRefused, match="invalid_subject"):
        SesMailer(sender=SENDER).send(replace(MAIL, subject=subject))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "marc",
        "@exemple.fr",
        "marc@",
        "marc@exemple..fr",
        "marc@exemple.fr,autre@exemple.fr",
        "marc@exemple.fr;autre@exemple.fr",
        "Marc <marc@exemple.fr>",
        "marc@exemple.fr\r\nBcc: autre@exemple.fr",
        "marc@exemple.fr\n",
        "marc\n@exemple.fr",
        " marc@exemple.fr",
        "marc@autre@exemple.fr",
        "márc@exemple.fr",
        f"{'a' * 250}@exemple.fr",
    ],
)
def test_a_recipient_is_one_bare_address(address: str) -> None:
    with pytest.raises(MailRefused, match="invalid_address"):
        SesMailer(sender=SENDER).send(replace(MAIL, to=address))


@given(st.text(), st.text())
def test_no_text_slips_a_line_into_a_header(before: str, after: str) -> None:
    nowhere = SesMailer(sender=SENDER)
    for breaking in ("\r\n", "\n", "\r"):
        with pytest.raises(MailRefused):
            nowhere.send(replace(MAIL, subject=f"a{before}{breaking}{after}"))
        with pytest.raises(MailRefused):
            nowhere.send(replace(MAIL, to=f"{before}{breaking}{after}"))


@pytest.mark.parametrize("sender", ["", "Préau", "Préau <a@b.fr>\r\nBcc: c@d.fr"])
def test_a_sender_that_is_no_address_is_found_at_once(sender: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        SesMailer(sender=sender)


def test_logs_carry_the_id_and_never_the_address(
    aws_account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    aws_account.client("sesv2").create_email_identity(EmailIdentity="preau.example")
    caplog.set_level(logging.INFO)
    message_id = SesMailer(sender=SENDER).send(MAIL)
    ours = "\n".join(record.getMessage() for record in caplog.records)
    assert message_id in ours
    assert "exemple.fr" not in ours


def test_boto3_is_imported_at_the_first_mail_only() -> None:
    check = "import sys, functions.gateways.mail as m; m.SesMailer(sender='a@b.fr'); print('boto3' in sys.modules, 'botocore' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_a_mail_that_can_be_stopped_says_so_to_mail_programs(stubbed: tuple[SesMailer, Stubber]) -> None:
    """RFC 8058: both headers, the address between brackets."""
    mailer, stubber = stubbed
    sent: dict = {}
    stubber.add_response("send_email", {"MessageId": "1"})
    mailer._client.meta.events.register(
        "provide-client-params.sesv2.SendEmail", lambda params, **_: sent.update(params)
    )
    mailer.send(replace(MAIL, unsubscribe="https://portail.example/api/reminders/0-1"))
    headers = {one["Name"]: one["Value"] for one in sent["Content"]["Simple"]["Headers"]}
    assert headers == {
        "List-Unsubscribe": "<https://portail.example/api/reminders/0-1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.parametrize(
    "address", ["https://a.example/>\r\nBcc: b@c.fr", "https://a.example/ b", "https://a<b"]
)
def test_an_address_to_stop_mails_adds_no_header(stubbed: tuple[SesMailer, Stubber], address: str) -> None:
    with pytest.raises(MailRefused):
        stubbed[0].send(replace(MAIL, unsubscribe=address))


def test_a_mail_that_can_be_stopped_arrives(engine: str, mailer: SesMailer) -> None:
    mail = delivered(
        engine, mailer.send(replace(MAIL, unsubscribe="https://portail.example/api/reminders/0-1"))
    )
    assert mail["Subject"] == MAIL.subject
