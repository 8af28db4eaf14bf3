"""The API's application: a Chalice that, once deployed, imports an audience with the first request for it.

A cold start then costs what its request needs, however many screens the portal has.
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from chalice.app import Chalice

from functions.logs import say_version

INDEX = Path(__file__).with_name("audiences.json")
"""`GET /me` → the module that serves it. `make package` writes it; without it, all are imported at start."""


class Portal(Chalice):
    def __init__(self, app_name: str) -> None:
        """Every function of Lambda makes one, also those that serve no route: the log begins to say the version here."""
        say_version()
        super().__init__(app_name)
        self.audiences: dict[str, str] = json.loads(INDEX.read_text()) if INDEX.is_file() else {}
        self._served: set[str] = set()

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        self._serve(self.audiences.get(f"{event.get('httpMethod')} {event.get('resource')}"))
        answer: dict[str, Any] = super().__call__(event, context)
        return answer

    def _serve(self, module: str | None) -> None:
        """Register the routes of an audience, once."""
        if module is not None and module not in self._served:
            self.register_blueprint(import_module(module).routes.blueprint)
            self._served.add(module)
