"""The OpenAPI 3.1 document, from the very types that validate the requests.

Made when the pages are built, never in Lambda.
"""

import inspect
import re
from typing import Any

import msgspec

from functions.version import VERSION
from functions.web import audiences
from functions.web.api.endpoint import SAFE, File, Route, Upload, media_of
from functions.web.api.problem_types import Problem
from functions.web.callers.asking import COOKIE

REFERENCES = "#/components/schemas/{name}"


def document() -> dict[str, Any]:
    """Published at `/openapi.json`, beside the API."""
    routes = [route for audience in audiences.ALL for route in audience.served]
    types = {kind for route in routes for kind in (route.takes, route.answers) if kind not in (None, File)}
    types.add(Problem)
    ordered = sorted(types, key=lambda kind: kind.__name__)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=REFERENCES)
    by_type = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(routes, key=lambda route: (route.path, route.method)):
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Préau", "version": VERSION, "summary": "The API of the family portal."},
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
            "responses": {
                "Problem": {
                    "description": "What went wrong, with a French sentence for the parent (RFC 9457).",
                    "content": {"application/problem+json": {"schema": by_type[Problem]}},
                }
            },
        },
    }


def _operation(
    route: Route, schemas: dict[type, dict[str, Any]], components: dict[str, Any]
) -> dict[str, Any]:
    summary = (inspect.getdoc(route.handler) or route.handler.__name__.replace("_", " ")).partition("\n")[0]
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "summary": summary,
        "tags": list(route.roles) or [route.who],
        "security": [] if route.who == "anyone" else [{"session": []}],
        "parameters": [_path_parameter(name) for name in re.findall(r"{(\w+)}", route.path)],
        "responses": {
            str(route.status): _answer(route, schemas),
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if route.keyed:
        operation["parameters"].append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "minLength": 8, "maxLength": 64},
            }
        )
    if route.takes is not None and route.method in SAFE:
        asked = components[route.takes.__name__]
        operation["parameters"] += [
            {"name": name, "in": "query", "required": name in asked.get("required", []), "schema": schema}
            for name, schema in asked["properties"].items()
        ]
    elif route.takes is not None:
        # A file has no schema: https://spec.openapis.org/oas/v3.1.0.html#considerations-for-file-uploads
        body = {} if route.takes is Upload else {"schema": schemas[route.takes]}
        operation["requestBody"] = {"required": True, "content": {media_of(route): body}}
    return operation


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _answer(route: Route, schemas: dict[type, dict[str, Any]]) -> dict[str, Any]:
    if route.answers is None:
        return {"description": "Done; nothing to tell."}
    if route.answers is File:
        return {"description": "Done.", "content": {route.media: {"schema": {"type": "string"}}}}
    return {"description": "Done.", "content": {"application/json": {"schema": schemas[route.answers]}}}
