"""A browser of our own for tests of the API: keeps the cookie, says where it comes from, keys its writes."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chalice.app import Chalice
from chalice.test import Client

from functions.settings import settings
from functions.web.callers.asking import COOKIE, cookie_value


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, Any]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """Not for several threads at once: Chalice's test client is not (make one a thread)."""

    def __init__(self, app: Chalice, *, cookie: str | None = None) -> None:
        self._client = Client(app)
        self.cookie = cookie

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, headers=headers)

    def post(self, path: str, body: object = None, *, key: str | None = None, **headers: str) -> Answer:
        return self.request("POST", path, body, key=key, headers=headers)

    def put(self, path: str, body: object = None, *, key: str | None = None, **headers: str) -> Answer:
        return self.request("PUT", path, body, key=key, headers=headers)

    def delete(self, path: str, *, key: str | None = None, **headers: str) -> Answer:
        return self.request("DELETE", path, key=key, headers=headers)

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """`headers` replace the usual ones; an empty value leaves one out."""
        usual = {"Accept": "application/json"}
        if method != "GET":
            usual |= {
                "Content-Type": "application/json",
                "Origin": settings().origin,
                "Idempotency-Key": key or uuid4().hex,
            }
        if self.cookie is not None:
            usual["Cookie"] = f"{COOKIE}={self.cookie}"
        sent = {name: value for name, value in (usual | (headers or {})).items() if value}
        if isinstance(body, bytes):
            content = body
            sent["Content-Type"] = (headers or {}).get("Content-Type", "application/octet-stream")
        else:
            content = (
                b"" if method == "GET" else json.dumps({} if body is None else body, default=str).encode()
            )
        response = self._client.http.request(method, path, headers=sent, body=content)
        self._keep(response.headers.get("Set-Cookie"))
        return Answer(response.status_code, dict(response.headers), response.body.decode())

    def _keep(self, set_cookie: str | None) -> None:
        if set_cookie is not None and set_cookie.startswith(f"{COOKIE}="):
            self.cookie = cookie_value(set_cookie.partition(";")[0]) or None
