"""Starts the server again when the code changes, and builds the pages again when anything they are made of does."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
WATCHED = ("app.py", "functions", "templates", "site", "infra")
_EVERY_SECONDS = 0.5


def serve(listener: socket.socket, *, state: Path, origin: str, watch: bool) -> None:
    """Build, serve and watch until interrupted."""
    build_pages(origin)
    server = _start(listener, state)
    seen = snapshot()
    ended = False
    try:
        while watch or server.poll() is None:
            time.sleep(_EVERY_SECONDS)
            now = snapshot() if watch else seen
            changed = changes(seen, now)
            if not changed:
                ended = _tell_end(server, ended)
                continue
            seen = now
            print(f"Modifié : {', '.join(path.name for path in changed)}", flush=True)
            build_pages(origin)
            if needs_restart(changed):
                stop(server)
                server = _start(listener, state)
    finally:
        stop(server)


def build_pages(origin: str) -> bool:
    """Build the pages in a process of its own, with the code as it is now. False when some could not be built."""
    done = subprocess.run(
        [sys.executable, "-m", "infra.build_pages", "--out", "build/site", "--origin", origin],
        cwd=ROOT,
        start_new_session=True,  # Ctrl-C is for us, and ends it
    )
    return done.returncode == 0


def snapshot(root: Path = ROOT) -> dict[Path, int]:
    """When each watched file was last written."""
    return {
        path: path.stat().st_mtime_ns
        for name in WATCHED
        for path in _files(root / name)
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def changes(before: dict[Path, int], after: dict[Path, int]) -> list[Path]:
    """The files that were written, added or removed."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def needs_restart(changed: Iterable[Path], root: Path = ROOT) -> bool:
    """False when only the site's texts and assets changed: no running code holds those."""
    return any(not path.is_relative_to(root / "site") for path in changed)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
    if process.stdin:
        process.stdin.close()


def _tell_end(server: subprocess.Popen[bytes], told: bool) -> bool:
    """Say once that the server has ended by itself; whether it has."""
    ended = server.poll() is not None
    if ended and not told:
        print("Le serveur s’est arrêté, voir ci-dessus. Il repartira au prochain changement.", flush=True)
    return ended


def _files(path: Path) -> Iterable[Path]:
    return path.rglob("*") if path.is_dir() else [path]


def _start(listener: socket.socket, state: Path) -> subprocess.Popen[bytes]:
    fd = listener.fileno()
    return subprocess.Popen(
        [sys.executable, "-m", "infra.local.serve", str(fd), str(state)],
        cwd=ROOT,
        env=os.environ,
        pass_fds=[fd],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us
    )
