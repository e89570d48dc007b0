"""Who at the counter did what, written in the transaction of the act: neither stands without the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from points.models import Card, CardAct, CardActKind, CardBatch


@dataclass(frozen=True, slots=True)
class Counter:
    """An officer at the counter of a town. That it is the town's officer, the surface has checked by role."""

    municipality: MunicipalityCode
    officer: Address

    def note(
        self,
        session: Session,
        kind: CardActKind,
        now: datetime,
        *,
        card: Card | None = None,
        batch: CardBatch | None = None,
    ) -> None:
        session.add(
            CardAct(
                municipality=self.municipality,
                kind=kind,
                officer=self.officer,
                at=now,
                card_id=card.id if card else None,
                batch_id=batch.id if batch else None,
            )
        )
