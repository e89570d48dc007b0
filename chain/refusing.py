"""While something is refused, nothing is written: whoever opens a writing session is told the error instead.

`app` begins a refusal for a request that carries what may be kept nowhere, and ends it with the request. A form that
sends its words to a service meets the error there, where it meets every other one, and shows it at its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass

from chain.errors import MusubiError


@dataclass(slots=True)
class Refusal:
    error: MusubiError
    was_met: bool = False  # something was about to be written


_REFUSAL: ContextVar[Refusal | None] = ContextVar("musubi_refusal", default=None)


def begin(refusal: Refusal | None) -> Token[Refusal | None]:
    return _REFUSAL.set(refusal)


def finish(token: Token[Refusal | None]) -> None:
    _REFUSAL.reset(token)


def present() -> Refusal | None:
    return _REFUSAL.get()


def check_may_write() -> None:
    """Raises: the error of the refusal, if there is one."""
    refusal = _REFUSAL.get()
    if refusal is not None:
        refusal.was_met = True
        raise refusal.error


@contextmanager
def writing_anyway() -> Iterator[None]:
    """For what must be recorded of a request whatever it carries, and holds nothing of it."""
    token = begin(None)
    try:
        yield
    finally:
        finish(token)
