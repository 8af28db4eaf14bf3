"""What others do between an act's decision and its writing: the moment in which two acts meet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from functions.storage.table.transaction import Transaction


@contextmanager
def meanwhile(*acts: Callable[[], object], sure: bool = True) -> Iterator[None]:
    """`acts` happen whole, one after the other, once the block's act was decided and before its first transaction is written.

    >>> with meanwhile(lambda: book(theirs)):
    ...     validate(ours)

    The block must write, unless it is not `sure`: else nothing would have been tried.
    """
    commit = Transaction.commit

    def after_the_others(transaction: Transaction) -> None:
        patch.setattr(Transaction, "commit", commit)
        for act in acts:
            act()
        commit(transaction)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transaction, "commit", after_the_others)
        yield
        assert not sure or Transaction.commit is commit, "nothing was written, so nothing happened meanwhile"
