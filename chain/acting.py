"""Who acts for whom: while a guardian (代わりに操作する人) acts for somebody, whatever is written is theirs as well.

Set once a request by `app`; columns that must bear both names take it as their default.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

from chain.ids import Address

_GUARDIAN: ContextVar[Address | None] = ContextVar("musubi_guardian", default=None)


def acted_by() -> Address | None:
    """The guardian who acts now; None when everybody acts for themselves."""
    return _GUARDIAN.get()


def begin(guardian: Address | None) -> Token[Address | None]:
    return _GUARDIAN.set(guardian)


def finish(token: Token[Address | None]) -> None:
    _GUARDIAN.reset(token)


@contextmanager
def acting(guardian: Address | None) -> Iterator[None]:
    token = begin(guardian)
    try:
        yield
    finally:
        finish(token)
