"""The local run: `make demo`, or `python -m infra.local --port 8000 --now 2026-11-19T09:58+01:00`."""

import argparse
import os
import signal
import socket
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.local.clock import Clock, instant
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.reload import serve
from infra.local.server import listen


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background it is ignored
        signal.signal(signal.SIGINT, _interrupted)
    try:
        listener = listen(options.port)
    except OSError:
        sys.exit(f"Le port {options.port} est déjà pris : choisissez-en un autre avec make demo PORT=8001")
    try:
        _open(options, listener)
    except KeyboardInterrupt:
        print("\nLe portail est fermé.")


def _open(options: argparse.Namespace, listener: socket.socket) -> None:
    origin = f"http://localhost:{listener.getsockname()[1]}"
    print("Démarrage du moteur (DynamoDB, S3, SES)…", flush=True)
    with engine() as address, TemporaryDirectory(prefix="preau-") as folder:
        os.environ.update(environment(address, origin=origin, dynamodb=options.dynamodb))
        os.environ["PREAU_LOCAL_DEMO"] = "yes" if options.demo else ""
        state = Path(folder)
        if options.now:
            Clock(state / "clock").set(options.now)
        serve(listener, state=state, origin=origin, watch=options.reload)


def _interrupted(*_: object) -> None:
    """Ctrl-C, at whatever moment, closes the portal. Pressed again, it does not disturb the closing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _options() -> argparse.Namespace:
    """The command line's options; the environment's, as `make demo` hands them down, are the defaults."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.local", description="Open the portal on this computer."
    )
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000, help="0 takes a free one")
    parser.add_argument(
        "--now", type=_instant, default=os.environ.get("NOW") or None, help="2026-11-19T09:58+01:00"
    )
    parser.add_argument(
        "--dynamodb", default=os.environ.get("DYNAMODB_ENDPOINT") or None, help="another engine's address"
    )
    parser.add_argument("--empty", dest="demo", action="store_false", help="without the demo communes")
    parser.add_argument("--no-reload", dest="reload", action="store_false", help="do not watch the code")
    return parser.parse_args()


if __name__ == "__main__":
    main()
