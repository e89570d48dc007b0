"""A rule is launched, paused, resumed, ended; and rewards that the contract refused are sent again."""

from __future__ import annotations

from datetime import date
from secrets import token_bytes

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from points.bridges.rules.errors import RuleRefused
from points.bridges.rules.models import RewardRule, RuleAct, RuleActKind, RuleState, rule_state
from points.bridges.rules.queries.rules import rule_of_town
from points.models import DecisionStage, RuleDecision
from points.ports import Signer


class RunRule:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def launch(self, town: MunicipalityCode, officer: Address, rule_id: int) -> None:
        """From now on; what happened before is not rewarded. Each grant is signed with this officer's key.

        Raises: NotFound, RuleRefused (not_draft, over, own_wallet).
        """
        with self.db.write() as session:
            rule, today = rule_of_town(session, town, rule_id, lock=True), business_date(self.clock.now())
            if rule_state(rule, today) is not RuleState.DRAFT:
                raise RuleRefused("not_draft")
            if rule.last_day < today:
                raise RuleRefused("over")
            if not self.signer.is_managed(officer):
                raise RuleRefused("own_wallet")
            rule.launched_at, rule.officer = self.clock.now(), officer
            self._note(session, rule, officer, RuleActKind.LAUNCHED)

    def pause(self, town: MunicipalityCode, officer: Address, rule_id: int) -> None:
        """Events that arrive meanwhile are not rewarded, later either. Raises: NotFound, RuleRefused (not_running)."""
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            if rule.launched_at is None or rule.paused_at or rule.ended_at or self._today() > rule.last_day:
                raise RuleRefused("not_running")
            rule.paused_at = self.clock.now()
            self._note(session, rule, officer, RuleActKind.PAUSED)

    def resume(self, town: MunicipalityCode, officer: Address, rule_id: int) -> None:
        """Raises: NotFound, RuleRefused (not_paused)."""
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            if rule.paused_at is None or rule.ended_at is not None:
                raise RuleRefused("not_paused")
            rule.paused_at = None
            self._note(session, rule, officer, RuleActKind.RESUMED)

    def end(self, town: MunicipalityCode, officer: Address, rule_id: int) -> None:
        """For good; what was promised still comes. A draft is thrown away so. Raises: NotFound, RuleRefused (over)."""
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            if rule.ended_at is not None:
                raise RuleRefused("over")
            rule.ended_at = self.clock.now()
            self._note(session, rule, officer, RuleActKind.ENDED)

    def send_again(self, town: MunicipalityCode, officer: Address, rule_id: int) -> int:
        """What the contract refused, with this officer's key. Returns: how many. Raises: NotFound, RuleRefused."""
        if not self.signer.is_managed(officer):
            raise RuleRefused("own_wallet")
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            mine = select(RuleDecision).filter_by(rule_id=rule.id, stage=DecisionStage.FAILED).with_for_update()
            failed = session.scalars(mine).all()
            for decision in failed:
                decision.stage, decision.officer, decision.signature = DecisionStage.PROMISED, officer, None
                decision.campaign_key, decision.failure, decision.failure_args = token_bytes(32), "", {}
            if failed:
                rule.officer = officer
                self._note(session, rule, officer, RuleActKind.RESENT)
            return len(failed)

    def _today(self) -> date:
        return business_date(self.clock.now())

    def _note(self, session: Session, rule: RewardRule, officer: Address, kind: RuleActKind) -> None:
        session.add(RuleAct(rule_id=rule.id, kind=kind, officer=officer, at=self.clock.now()))
