"""How much is tried: a part by `make check`, everything by `make soak`, which runs the tests marked `soak` with PREAU_SOAK=1."""

import os

SOAK = bool(os.environ.get("PREAU_SOAK"))


def at_most(part: int, everything: int) -> int:
    """`part`, or `everything` in a soak."""
    return everything if SOAK else part
