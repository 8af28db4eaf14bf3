"""Whether the API answers, for alarms and for the page that says « de retour »; and which version does."""

import msgspec
from chalice.app import Blueprint

from functions.version import VERSION
from functions.web.api.endpoint import Routes
from functions.web.callers.asking import ANYONE, Anyone

routes = Routes(Blueprint(__name__))


class Status(msgspec.Struct):
    status: str


class Version(msgspec.Struct):
    version: str


@routes.route("GET", "/status", ANYONE, answers=Status)
def read_status(_: Anyone) -> Status:
    """Say that the API answers."""
    return Status("ok")


@routes.route("GET", "/version", ANYONE, answers=Version)
def read_version(_: Anyone) -> Version:
    """Say which version answers."""
    return Version(VERSION)
