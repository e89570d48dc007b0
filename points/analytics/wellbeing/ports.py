"""What the page of indicators shows of other domains; wired in app/wiring.py."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode


class Votes(Protocol):
    def cast(self, session: Session, town: MunicipalityCode, begin: int, end: int) -> int:
        """Answers in polls and ballots on proposals of the town's communities. Units: unix seconds, `end` excluded."""
        ...
