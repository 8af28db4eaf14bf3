"""The engine's own process: MiniStack, which ends when the process that started it does.

The parent holds our standard input open; the kernel closes it however the parent ends, a kill -9 included.
"""

import os
import signal
import threading

from ministack.app import main


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    main()
