"""Something that a service's people did elsewhere and that belongs in the record of its acts."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from points.bridges.models import ConnectedService, ServiceAct, ServiceActKind


class NoteAct:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def note(self, service: ConnectedService, kind: ServiceActKind, actor: Address) -> None:
        act = ServiceAct(service_id=service.id, kind=kind, actor=actor, detail={}, at=self.clock.now())
        with self.db.write() as session:
            session.add(act)
