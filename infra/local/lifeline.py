"""A child process that ends when the one that started it does, however that one ends."""

import os
import signal
import threading


def end_with_parent(*, quietly: bool = False) -> None:
    """The parent holds our standard input open; the kernel closes it with the parent, a kill -9 included.

    `quietly`: what would be written from then on, of each connection that is broken off, is nobody's news.
    """
    threading.Thread(target=_wait, args=(quietly,), daemon=True).start()


def _wait(quietly: bool) -> None:
    while os.read(0, 1):
        pass
    if quietly:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.kill(os.getpid(), signal.SIGTERM)
