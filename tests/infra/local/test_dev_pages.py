"""Whoever tries the portal reads its mails, moves its clock and fires its tasks."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import boto3
import pytest

from functions.domain.push.device import PushKind
from functions.gateways.mail import Mail, SesMailer
from functions.gateways.mail_returns import mail_returns_of
from functions.settings import settings
from infra.local.clock import Clock
from infra.local.dev.mailbox import Mailbox
from infra.local.dev.pages import DevPages
from infra.local.messages import Request, Response
from infra.local.scheduler import Schedule
from tests.support.accounts import EMAIL, an_account
from tests.support.push import of_marc

LINK = "http://localhost:8000/activation/#code=abc&adresse=marc%40exemple.fr"


@pytest.fixture
def fired() -> list[dict]:
    return []


@pytest.fixture
def clock(tmp_path) -> Clock:
    return Clock(tmp_path / "clock")


@pytest.fixture
def returned() -> list[str]:
    return []


@pytest.fixture
def dev(engine, clock, fired, returned) -> DevPages:
    sweep = Schedule("sweep", "rate(1 minute)", lambda event, context: fired.append(event), 1.0)
    hints = {"Famille TESTMP": "le courrier est dans la boîte mail"}
    return DevPages(
        mailbox=Mailbox(engine, clock.at),
        clock=clock,
        schedules=[sweep],
        hints=hints,
        tell_return=returned.append,
    )


@pytest.mark.parametrize(("button", "why"), [("revenu", "bounce"), ("indesirable", "complaint")])
def test_a_mail_can_be_made_to_come_back_as_ses_tells_it(dev, returned, button, why):
    mail = send("Votre facture")
    assert f"/dev/boite-mail/{mail}/retour" in get(dev, f"/dev/boite-mail/{mail}")
    assert post(dev, f"/dev/boite-mail/{mail}/retour", pourquoi=button).status == 303
    [event] = returned
    [told] = mail_returns_of(event)
    assert (told.email, told.why) == ("marc@exemple.fr", why)
    assert post(dev, "/dev/boite-mail/none/retour").status == 404


def get(dev: DevPages, path: str) -> str:
    answer = dev(Request("GET", path))
    assert answer.status == 200
    return answer.body.decode()


def post(dev: DevPages, path: str, **form: str) -> Response:
    return dev(Request("POST", path, body=urlencode(form).encode()))


def send(subject: str, to: str = "marc@exemple.fr") -> str:
    text = f"Bonjour Marc,\n{LINK}\n"
    mail = Mail(
        to=to,
        subject=subject,
        text=text,
        html=f'<p style="color: navy">Bonjour <a href="{LINK}">Marc</a></p>',
    )
    return SesMailer(sender=settings().mail_from).send(mail).partition("@")[0]


def test_the_mails_are_listed_newest_first(dev):
    send("Le premier <courrier>")
    send("Le second")
    page = get(dev, "/dev/boite-mail/")
    assert page.index("Le second") < page.index("Le premier &lt;courrier&gt;")
    assert "marc@exemple.fr" in page


def test_a_mail_is_shown_with_its_links(dev):
    mail = send("Votre espace famille")
    assert f'href="{LINK.replace("&", "&amp;")}"' in get(dev, f"/dev/boite-mail/{mail}/")


def test_the_html_of_a_mail_is_framed_and_runs_nothing(dev):
    mail = send("Votre espace famille")
    assert f'src="/dev/boite-mail/{mail}/html"' in get(dev, f"/dev/boite-mail/{mail}/")
    framed = dev(Request("GET", f"/dev/boite-mail/{mail}/html"))
    policy = dict(framed.headers)["Content-Security-Policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")
    assert b'<base target="_top">' in framed.body


def test_a_mail_is_dated_by_the_clock_of_the_run(dev, clock):
    clock.set(datetime(2027, 6, 15, 7, 0, tzinfo=UTC))  # mardi
    mail = send("Avant la date limite")
    assert "15/06/2027 à 09:0" in get(dev, f"/dev/boite-mail/{mail}/")


def test_the_clock_is_set_to_the_hour_of_paris(dev, clock):
    assert post(dev, "/dev/horloge/", instant="2026-11-19T09:58").status == 303
    assert clock.now() - datetime.fromisoformat("2026-11-19T09:58+01:00") < timedelta(minutes=1)
    assert "19/11/2026 à 09:58" in get(dev, "/dev/horloge/")


def test_an_hour_that_is_none_is_refused_and_the_clock_goes_on(dev, clock):
    before = clock.now()
    assert post(dev, "/dev/horloge/", instant="demain").status == 422
    assert timedelta(0) <= clock.now() - before < timedelta(minutes=1)


def test_a_task_is_fired_by_hand(dev, fired, clock):
    assert "sweep" in get(dev, "/dev/")
    assert post(dev, "/dev/taches/sweep").status == 303
    assert [event["source"] for event in fired] == ["aws.events"]


def test_what_to_try_is_said(dev):
    assert "Famille TESTMP" in get(dev, "/dev/")


@pytest.mark.parametrize("path", ["/dev/rien/", "/dev/boite-mail/inconnu/", "/dev/boite-mail/inconnu/html"])
def test_what_is_not_there_is_said(dev, path):
    assert dev(Request("GET", path)).status == 404


def test_an_unknown_task_is_not_fired(dev, fired):
    assert post(dev, "/dev/taches/inconnue").status == 404
    assert fired == []


def test_a_sender_that_ses_does_not_know_is_refused_as_on_aws(engine):
    with pytest.raises(boto3.client("sesv2").exceptions.MessageRejected):
        boto3.client("sesv2").send_email(
            FromEmailAddress="inconnu@exemple.fr",
            Destination={"ToAddresses": ["marc@exemple.fr"]},
            Content={"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}},
        )


def test_a_phone_is_invented_for_a_parent_and_what_it_receives_is_shown_decrypted(table, dev):
    an_account()
    assert post(dev, "/dev/notifications/", adresse="personne@famille.example", quoi="abonner").status == 422
    assert post(dev, "/dev/notifications/", adresse=EMAIL, quoi="abonner").status == 303
    (device,) = of_marc().values()
    assert device.endpoint.startswith("/dev/push/") and len(device.kinds) == len(PushKind)
    assert "abonné" in get(dev, "/dev/notifications/")
    post(dev, "/dev/notifications/", adresse=EMAIL, quoi="desabonner")
    assert "ne le sait pas encore" in get(dev, "/dev/notifications/")
