"""Whether the API answers, for alarms and for the page that says « de retour »."""

import msgspec
from chalice.app import Blueprint

from functions.web.api.callers import ANYONE, Anyone
from functions.web.api.endpoint import Routes

routes = Routes(Blueprint(__name__))


class Status(msgspec.Struct):
    status: str


@routes.route("GET", "/status", ANYONE, answers=Status)
def read_status(_: Anyone) -> Status:
    """Say that the API answers."""
    return Status("ok")
