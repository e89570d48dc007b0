"""Numbers for things on chain that an installation chooses itself."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session


def unused_number(session: Session, column: InstrumentedAttribute[int], *, low: int, high: int) -> int:
    """A number for something on chain that this installation does not know yet. Random, as other installations choose
    for the same contracts; the contract refuses the one in a billion that both chose."""
    while True:
        number = low + secrets.randbelow(high - low)
        if session.scalar(select(column).where(column == number)) is None:
            return number
