"""What API Gateway answers by itself: the page of errors, and problem documents where no function could."""

import re
from pathlib import Path
from typing import Any, Final

import msgspec

from functions.domain.absences.proof_files import MOST_BYTES, DocumentTooLarge
from functions.domain.errors import Busy, NotFound
from functions.publishing.deployment import ERRORS
from functions.publishing.site import Deployment, Site
from functions.web.api.problem_types import Problem
from functions.web.api.problems import fault, problem
from infra.template.edge import ERRORS_PATH

ROOT: Final = Path(__file__).parents[2]
_DIRECTIVE: Final = re.compile(
    r"[$]|#(set|if|else|end|foreach|break|stop|macro|define|evaluate|include|parse|\[|#|\*)"
)
"""What API Gateway's templates (Velocity) would read as theirs."""


class NotPlain(ValueError):
    """The page of errors holds what API Gateway would not send as it is."""


def definition() -> dict[str, Any]:
    """To be merged into the API that Chalice describes."""
    return {
        "paths": {f"{ERRORS_PATH}/{{proxy+}}": {"get": _page_of_errors()}},
        "x-amazon-apigateway-gateway-responses": {
            "MISSING_AUTHENTICATION_TOKEN": _answer(problem(NotFound())),
            "THROTTLED": _answer(problem(Busy())),
            "REQUEST_TOO_LARGE": _answer(problem(DocumentTooLarge(most=MOST_BYTES // 1024 // 1024))),
            "DEFAULT_5XX": _answer(fault()),
        },
    }


def _page_of_errors() -> dict[str, Any]:
    """A 404 with the page, whatever the address: no function runs for it."""
    title, sentence = ERRORS["404.html"]
    site = Site(ROOT, Deployment("https://portal.invalid"))
    html = site.render("pages/erreur.html", title=title, sentence=sentence)
    if _DIRECTIVE.search(html):
        raise NotPlain("templates/pages/erreur.html")
    said = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0, s-maxage=10"}
    return {
        "produces": ["text/html"],
        "responses": {"404": {"description": title, "headers": {name: {"type": "string"} for name in said}}},
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "passthroughBehavior": "when_no_templates",
            "requestTemplates": {"application/json": '{"statusCode": 404}'},
            "responses": {
                "default": {
                    "statusCode": "404",
                    "responseParameters": {
                        f"method.response.header.{name}": f"'{value}'" for name, value in said.items()
                    },
                    "responseTemplates": {"text/html": html},
                }
            },
        },
    }


def _answer(document: Problem) -> dict[str, Any]:
    return {
        "statusCode": document.status,
        "responseParameters": {
            "gatewayresponse.header.Content-Type": "'application/problem+json'",
            "gatewayresponse.header.Cache-Control": "'no-store'",
        },
        "responseTemplates": {"application/json": msgspec.json.encode(document).decode()},
    }
