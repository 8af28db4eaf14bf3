"""A browser at a deployed portal: over HTTP, with the headers that CloudFront writes."""

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote
from uuid import uuid4

from functions.web.callers.asking import COOKIE, cookie_value


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Visitor:
    def __init__(self, api: str, origin: str, edge_secret: str) -> None:
        self._api = api
        self._edge = {
            "X-Preau-Edge": edge_secret,
            "X-Preau-Origin": origin,
            "CloudFront-Viewer-Address": "198.51.100.7:40123",
        }
        self._origin = origin
        self.cookie: str | None = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, None, headers)

    def post(self, path: str, body: object, **headers: str) -> Answer:
        return self.request("POST", path, body, headers)

    def activate(self, email: str, password: str, *, mail: str) -> None:
        """Open the account at the link of a mail, with what the town knows already."""
        fragment = re.search(r"https://\S+/activation/#(\S+)", mail)
        assert fragment, mail
        code = parse_qs(unquote(fragment[1]))["code"][0]
        sheet = self.post("/activation/check", {"email": email, "code": code})
        assert sheet.status == 200, sheet.text
        known = {name: sheet.json[name] for name in ("family", "guardians", "children")}
        opened = self.post("/activation", {"email": email, "code": code, "password": password, **known})
        assert opened.status == 200, opened.text

    def request(self, method: str, path: str, body: object, headers: dict[str, str]) -> Answer:
        sent = {"Accept": "application/json", **self._edge}
        if method != "GET":
            sent |= {
                "Content-Type": "application/json",
                "Origin": self._origin,
                "Idempotency-Key": uuid4().hex,
            }
        if self.cookie is not None:
            sent["Cookie"] = f"{COOKIE}={self.cookie}"
        request = urllib.request.Request(
            f"{self._api}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={name: value for name, value in (sent | headers).items() if value},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=40) as answered:
                answer = Answer(answered.status, dict(answered.headers), answered.read().decode())
        except urllib.error.HTTPError as refused:
            answer = Answer(refused.code, dict(refused.headers), refused.read().decode())
        if "Set-Cookie" in answer.headers:
            self.cookie = cookie_value(answer.headers["Set-Cookie"].partition(";")[0])
        return answer
