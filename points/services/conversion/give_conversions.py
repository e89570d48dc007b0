"""Points of decided conversions go to the chain, and each service is told how its request ended: only then."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import MusubiError
from chain.outbox import enqueue
from points.acts import single_grant
from points.bridges.catalogue.message_types import POINTS_CONVERTED
from points.bridges.models import ConnectedService
from points.bridges.services.queue_message import QueueMessage
from points.models import Conversion, ConversionGrant
from points.ports import Signer
from points.queries.conversions import ConversionState, ConversionView, conversion_views, ended_unanswered

_MOST_A_RUN = 200
_REASON = "points.conversion"


class GiveConversions:
    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, messages: QueueMessage
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.messages = messages

    def advance(self) -> int:
        """Called outside any transaction. How many were signed or answered."""
        return self._sign_waiting() + self._answer_ended()

    def _sign_waiting(self) -> int:
        waiting = select(ConversionGrant.id).where(ConversionGrant.signature.is_(None), ConversionGrant.failure == "")
        with self.db.read() as session:
            ids = session.scalars(waiting.order_by(ConversionGrant.id).limit(_MOST_A_RUN)).all()
        for grant_id in ids:
            self._sign(grant_id)
        return len(ids)

    def _sign(self, grant_id: int) -> None:
        with self.db.read() as session:
            grant = session.get_one(ConversionGrant, grant_id)
            officer, message = grant.officer, self.contracts.points.issue_message(single_grant(grant).issue)
        try:
            signature = self.signer.sign_typed_data(officer, message, reason=_REASON)
        except MusubiError:  # the officer's key is no longer here: the app gets its points back
            with self.db.write() as session:
                session.get_one(ConversionGrant, grant_id, with_for_update=True).failure = "unsigned"
            return
        with self.db.write() as session:
            grant = session.get_one(ConversionGrant, grant_id, with_for_update=True)
            if grant.signature is not None:
                return
            grant.signature = signature
            act = single_grant(grant)
            call = self.contracts.points.grant(act.issue, grant.officer, signature, act.chunk, act.proof)
            name = f"points.conversion:{grant.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now())

    def _answer_ended(self) -> int:
        with self.db.read() as session:
            ended = ended_unanswered(session, _MOST_A_RUN)
        return sum(self._answer(conversion_id) for conversion_id in ended)

    def _answer(self, conversion_id: int) -> bool:
        with self.db.write() as session:
            row = session.get_one(Conversion, conversion_id, with_for_update=True)
            if row.answered_at is not None:
                return False
            (view,) = conversion_views(session, Conversion.id == conversion_id)
            service = session.get_one(ConnectedService, row.service_id)
            if not self.messages.queue(session, service, POINTS_CONVERTED, answer_of(view)):
                return False
            row.answered_at = self.clock.now()
            return True


def answer_of(view: ConversionView) -> dict[str, Any]:
    """`returned` app points are the person's again at the service; `most` could be asked for instead."""
    row, rule = view.conversion, view.rule
    is_given = view.state == ConversionState.GIVEN
    taken = row.taken if is_given else 0
    said: dict[str, Any] = {
        "conversion": row.key,
        "result": "converted" if is_given else "refused",
        "app_points": taken,
        "returned": row.app_points - taken,
        "common_points": int(view.amount) if is_given else 0,
        "reason": row.refusal or ("" if is_given else "not_issued"),
        "most": row.most,
    }
    if rule is not None:
        said |= {"rate": f"{rule.app_points}:{rule.common_points}", "rate_since": rule.first_day.isoformat()}
    return said
