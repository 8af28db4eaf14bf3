"""What is under `/dev/`: nothing of it exists in the deployed package."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra import headers
from infra.local.clock import Clock
from infra.local.dev.mailbox import Mail, Mailbox
from infra.local.dev.notified import InventedPhones
from infra.local.dev.phones import phones
from infra.local.events import mail_return_event
from infra.local.messages import Request, Response
from infra.local.push import FakePushService
from infra.local.scheduler import Schedule

PARIS = ZoneInfo("Europe/Paris")
_HERE = Path(__file__).parent
_HTML = "text/html; charset=utf-8"
# The mail is somebody else's page in a frame of ours: its own styles, no script.
_WITH_FRAME = headers.pages()["Content-Security-Policy"] + "; frame-src 'self'"
_IN_FRAME = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


class DevPages:
    def __init__(
        self,
        *,
        mailbox: Mailbox,
        clock: Clock,
        schedules: Sequence[Schedule],
        hints: Mapping[str, str],
        to_try: Sequence[str] = (),
        tell_return: Callable[[str], None] = lambda _: None,
        push: FakePushService | None = None,
    ) -> None:
        """`hints`: how to enter, as `{"Famille TESTMP": "…"}`. `to_try`: sentences. `tell_return` hands an event of SES to who reads them."""
        self._tell_return = tell_return
        self._phones = InventedPhones(push or FakePushService(""))
        self._mailbox = mailbox
        self._clock = clock
        self._schedules = {schedule.name: schedule for schedule in schedules}
        self._hints = hints
        self._to_try = to_try

    def __call__(self, request: Request) -> Response:
        """Answer a request under `/dev/`."""
        match [request.method, *request.path.removeprefix("/dev/").strip("/").split("/")]:
            case ["GET", ""]:
                return _page(
                    "index.html", hints=self._hints, to_try=self._to_try, schedules=self._schedules.values()
                )
            case ["GET", "style.css"]:
                return Response(
                    200, [("Content-Type", "text/css; charset=utf-8")], (_HERE / "style.css").read_bytes()
                )
            case ["GET", "boite-mail"]:
                return _page("mailbox.html", mails=self._mailbox.mails())
            case ["GET", "boite-mail", mail_id]:
                mail = self._mailbox.find(mail_id)
                return _not_found() if mail is None else _page("mail.html", mail=mail)
            case ["GET", "boite-mail", mail_id, "html"]:
                mail = self._mailbox.find(mail_id)
                return _not_found() if mail is None else _framed(mail)
            case ["POST", "boite-mail", mail_id, "retour"]:
                return self._return_mail(mail_id, request)
            case ["GET", "telephones"]:
                return _page("phones.html", phones=phones(self._clock.now()))
            case ["GET", "notifications"]:
                return self._notifications()
            case ["POST", "notifications"]:
                return self._change_device(request)
            case ["GET", "horloge"]:
                return self._show_clock()
            case ["POST", "horloge"]:
                return self._set_clock(request)
            case ["POST", "taches", name] if name in self._schedules:
                self._schedules[name].fire(self._clock.now())
                return Response(303, [("Location", "/dev/#taches")])
        return _not_found()

    def _return_mail(self, mail_id: str, request: Request) -> Response:
        """As if the mail server had refused it for good, or its reader had called it unwanted: SES tells the portal."""
        mail = self._mailbox.find(mail_id)
        if mail is None:
            return _not_found()
        complaint = parse_qs(request.body.decode("ascii", "replace")).get("pourquoi") == ["indesirable"]
        self._tell_return(mail_return_event(mail.to, mail.sent_at, complaint=complaint))
        return Response(303, [("Location", f"/dev/boite-mail/{mail_id}/")])

    def _notifications(self, *, status: int = 200, problem: str = "") -> Response:
        arrived, phones_of_parents = self._phones.push.arrived, self._phones.all()
        return _page(
            "notifications.html", status=status, problem=problem, arrived=arrived, phones=phones_of_parents
        )

    def _change_device(self, request: Request) -> Response:
        form = parse_qs(request.body.decode("ascii", "replace"))
        email = form.get("adresse", [""])[0].strip()
        if form.get("quoi") == ["desabonner"]:
            self._phones.unsubscribe(email)
        elif not self._phones.subscribe(email, now=self._clock.now()):
            return self._notifications(status=422, problem="Aucun compte n’a cette adresse.")
        return Response(303, [("Location", "/dev/notifications/")])

    def _show_clock(self, *, status: int = 200, problem: str = "") -> Response:
        return _page("clock.html", status=status, now=self._clock.now(), problem=problem)

    def _set_clock(self, request: Request) -> Response:
        asked = parse_qs(request.body.decode("ascii", "replace")).get("instant", [""])[0]
        try:
            self._clock.set(datetime.fromisoformat(asked).replace(tzinfo=PARIS))
        except ValueError:
            return self._show_clock(
                status=422, problem="Indiquez une date et une heure, par exemple 19/11/2026 09:58."
            )
        return Response(303, [("Location", "/dev/horloge/")])


def _page(template: str, *, status: int = 200, **values: object) -> Response:
    html = _templates().get_template(template).render(**values)
    headers = [
        ("Content-Type", _HTML),
        ("Content-Security-Policy", _WITH_FRAME),
        ("Cache-Control", "no-store"),
    ]
    return Response(status, headers, html.encode())


def _framed(mail: Mail) -> Response:
    html = f'<!doctype html><meta charset="utf-8"><base target="_top">{mail.html}'
    headers = [("Content-Type", _HTML), ("Content-Security-Policy", _IN_FRAME), ("Cache-Control", "no-store")]
    return Response(200, headers, html.encode())


def _not_found() -> Response:
    return _page("not_found.html", status=404)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = lambda instant: f"{instant.astimezone(PARIS):%d/%m/%Y à %H:%M:%S}"
    environment.filters["field"] = lambda instant: f"{instant.astimezone(PARIS):%Y-%m-%dT%H:%M}"
    return environment
