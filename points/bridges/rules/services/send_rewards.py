"""Rewards that were decided go on chain: signed with the officer's key, each a grant to one person. And the services
hear of those that arrived."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import MusubiError
from chain.outbox import enqueue
from points.acts import single_grant
from points.bridges.catalogue.message_types import POINTS_GRANTED
from points.bridges.models import ConnectedService, ServiceEvent
from points.bridges.rules.models import RewardRule
from points.bridges.rules.services.judge_event import expiry_of
from points.bridges.services.queue_message import QueueMessage
from points.models import DecisionStage, GrantedChunk, RuleDecision
from points.ports import Signer
from points.queries.programs import program_names, program_on_chain

_AT_ONCE = 200
_SIGNATURE_LIFE = timedelta(days=7)  # long enough for a node that is away
_REASON = "points.reward"


class SendRewards:
    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, messages: QueueMessage
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.messages = messages

    def send(self) -> int:
        """How many were signed."""
        with self.db.read() as session:
            waiting = select(RuleDecision.id).where(RuleDecision.stage == DecisionStage.PROMISED)
            ids = session.scalars(waiting.order_by(RuleDecision.id).limit(_AT_ONCE)).all()
        return sum(self._send(decision_id) for decision_id in ids)

    def tell(self) -> int:
        """How many were seen on chain."""
        with self.db.read() as session:
            arrived = (
                select(RuleDecision.id)
                .join(GrantedChunk, GrantedChunk.campaign_key == RuleDecision.campaign_key)
                .where(RuleDecision.stage == DecisionStage.SENT)
            )
            ids = session.scalars(arrived.order_by(RuleDecision.id).limit(_AT_ONCE)).all()
        for decision_id in ids:
            with self.db.write() as session:
                self._tell(session, decision_id)
        return len(ids)

    def _send(self, decision_id: int) -> bool:
        """What is signed is kept before, so that a second signature is for the very same grant."""
        with self.db.write() as session:
            decision = session.get_one(RuleDecision, decision_id, with_for_update=True)
            if decision.stage != DecisionStage.PROMISED:
                return False
            self._fill(session, decision)
            session.flush()
            message = self.contracts.points.issue_message(single_grant(decision).issue)
            officer, deadline = decision.officer, decision.deadline
        try:
            signature = self.signer.sign_typed_data(officer, message, reason=_REASON)
        except MusubiError as error:
            return self._fail(decision_id, type(error).__name__)
        with self.db.write() as session:
            decision = session.get_one(RuleDecision, decision_id, with_for_update=True)
            if decision.stage != DecisionStage.PROMISED or decision.deadline != deadline:
                return False  # another process was first
            decision.signature, decision.stage = signature, DecisionStage.SENT
            act, name = single_grant(decision), f"points.reward:{decision.id}"
            call = self.contracts.points.grant(act.issue, officer, signature, act.chunk, act.proof)
            assert decision.campaign_key is not None
            enqueue(session, call, key=f"{name}:{decision.campaign_key.hex()}", subject=name, now=self.clock.now())
        return True

    def _fill(self, session: Session, decision: RuleDecision) -> None:
        now = self.clock.now()
        if decision.campaign_key is None:
            decision.campaign_key = secrets.token_bytes(32)
        if decision.deadline < unix(now) + 3600:
            program = program_on_chain(session, None, decision.program_id)
            decision.expiry_day = expiry_of(business_date(now), program.last_day)
            decision.deadline = unix(now + _SIGNATURE_LIFE)

    def _fail(self, decision_id: int, name: str) -> bool:
        with self.db.write() as session:
            decision = session.get_one(RuleDecision, decision_id, with_for_update=True)
            decision.stage, decision.failure = DecisionStage.FAILED, name
        return False

    def _tell(self, session: Session, decision_id: int) -> None:
        decision = session.get_one(RuleDecision, decision_id, with_for_update=True)
        if decision.stage != DecisionStage.SENT:
            return
        decision.stage = DecisionStage.GIVEN
        service, event = (
            session.get(ConnectedService, decision.service_id),
            session.get(ServiceEvent, decision.event_row_id),
        )
        if service is None or event is None:
            return
        rule = session.get_one(RewardRule, decision.rule_id)
        program = program_names(session, [decision.program_id])[decision.program_id]
        said = {"event": event.event_id, "event_type": event.type, "amount": int(decision.amount)}
        names = {"program": program.name_ja, "rule": rule.name_ja, "rule_number": rule.number}
        self.messages.queue(session, service, POINTS_GRANTED, said | names)
