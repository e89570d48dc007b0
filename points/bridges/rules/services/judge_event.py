"""Each rule of the town decides about an event, once: points, or the reason why there are none.

Hears `points.service_event_received`. The row of the rule is locked while it decides, so that two events at once exceed
neither a cap nor the budget. Nothing is signed or sent here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, day_number
from chain.events import record
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from chain.units import Points
from points.bridges.rules.deciding import Happening, Places, Reason, Verdict, decide, refusal
from points.bridges.rules.events import RuleBudgetSpent
from points.bridges.rules.models import RewardRule
from points.bridges.rules.once import once_key_of
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts
from points.bridges.rules.queries.past import did_before, past_of
from points.bridges.rules.queries.rules import rules_hearing, version_at
from points.bridges.rules.services.pair_visits import PairVisits
from points.bridges.rules.terms import Terms
from points.models import Card, CardState, DecisionStage, ProgramOnChain, RuleDecision
from points.ports import CardHolders

_LIFE = timedelta(days=180)  # of the points, as far as the program runs


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of somebody's, as it was handed on."""

    row_id: int
    service_id: int
    account: Address
    happening: Happening

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Heard:
        when = datetime.fromisoformat(body["occurred_at"])
        place = MunicipalityCode(body["municipality"])
        happening = Happening(body["type"], place, when, body["data"])
        return cls(body["event_row_id"], body["service_id"], Address(body["account"]), happening)

    @property
    def day(self) -> date:
        return business_date(self.happening.occurred_at)


class JudgeEvent:
    def __init__(
        self,
        clock: Clock,
        municipalities: Municipalities,
        people: PeopleFacts,
        families: FamilyDirectory,
        cards: CardHolders,
        visits: PairVisits,
    ) -> None:
        self.clock = clock
        self.municipalities = municipalities
        self.people = people
        self.families = families
        self.cards = cards
        self.visits = visits

    def on_service_event_received(self, session: Session, body: Mapping[str, Any]) -> None:
        """Twice does no harm, and in any order. An entry that comes after its exit lets the exit be judged again."""
        self.visits.end(session, body)
        ended = self.visits.note(session, body)
        self._judge(session, Heard.of(body))
        if ended is not None:
            self._judge(session, Heard.of(ended))

    def _judge(self, session: Session, heard: Heard) -> None:
        place, kind = heard.happening.municipality, heard.happening.type
        found = rules_hearing(session, place, kind, heard.service_id, heard.day)
        if found:
            heard = replace(
                heard, happening=self.visits.timed(session, heard.service_id, heard.account, heard.happening)
            )
        for rule_id in found:
            rule = session.get_one(RewardRule, rule_id, with_for_update=True)
            mine = select(RuleDecision).filter_by(event_row_id=heard.row_id, rule_id=rule_id)
            before = session.scalar(mine)
            if before is None or before.reason == Reason.NO_PAIR:
                self._settle(session, rule, heard, before or RuleDecision(event_row_id=heard.row_id, rule_id=rule_id))

    def _settle(self, session: Session, rule: RewardRule, heard: Heard, decision: RuleDecision) -> None:
        version = version_at(session, rule.id, heard.day)
        once_key = once_key_of(version.terms, heard.happening, heard.day)
        verdict = self._verdict(session, rule, version.terms, heard, once_key)
        now = self.clock.now()
        decision.rule_number, decision.event_type = rule.number, heard.happening.type
        decision.version_id, decision.service_id, decision.holder = version.id, heard.service_id, heard.account
        decision.occurred_at, decision.occurred_day = heard.happening.occurred_at, heard.day
        decision.amount, decision.reason, decision.decided_at = Points(verdict.amount), verdict.reason, now
        decision.once_key = once_key if verdict.amount else None
        decision.stage = DecisionStage.PROMISED if verdict.amount else DecisionStage.REFUSED
        decision.program_id, decision.officer = rule.program_id, rule.officer
        session.add(decision)
        rule.given = Points(int(rule.given) + verdict.amount)
        if rule.budget_left == 0 and rule.spent_at is None:
            rule.spent_at = now
            record(session, _spent(rule), now)

    def _verdict(self, session: Session, rule: RewardRule, terms: Terms, heard: Heard, once_key: str | None) -> Verdict:
        program = session.scalar(select(ProgramOnChain).filter_by(program_id=rule.program_id))
        closed = self._closed(session, rule, program, heard)
        if closed:
            return Verdict(0, closed)
        person = self.people.find(session, [heard.account], self.clock.now()).get(heard.account)
        if person is None or program is None:
            return Verdict(0, Reason.UNKNOWN_ACCOUNT)
        if program.is_verified_only and person.home is None:
            return Verdict(0, Reason.NOT_VERIFIED)
        has_card = terms.needs_card and bool(self.cards.cards_of(session, heard.account, [rule.municipality]))
        places = self.places(session, rule, program.area_id)
        refused = refusal(terms, heard.happening, person, places, has_card)
        if refused:
            return Verdict(0, refused)
        is_later = terms.is_first_time and did_before(
            session, rule.id, rule.event_type, heard.account, heard.happening.occurred_at
        )
        sharing = self.families.household(session, heard.account) if terms.pools_family else {heard.account}
        past = past_of(session, rule, terms, heard.account, sharing, heard.day, once_key, is_later)
        return decide(terms, heard.happening, past)

    def places(self, session: Session, rule: RewardRule, area_id: int) -> Places:
        areas = {area.id: area.codes for area in self.municipalities.areas(session)}
        return Places(rule.municipality, areas.get(area_id, ()))

    def _closed(self, session: Session, rule: RewardRule, program: ProgramOnChain | None, heard: Heard) -> Reason:
        """Why this rule, or nobody, gives anything for the event, whatever it says."""
        card = session.scalar(select(Card.state).where(Card.account == heard.account))
        checks = (
            (Reason.ENDED, rule.ended_at is not None),
            (Reason.PAUSED, rule.paused_at is not None),
            (Reason.BEFORE_LAUNCH, rule.launched_at is None or heard.happening.occurred_at < rule.launched_at),
            (Reason.PERIOD, not rule.first_day <= heard.day <= rule.last_day),
            (Reason.CARD_BLOCKED, card is not None and card != CardState.ACTIVE),
            (Reason.PROGRAM_OVER, not self._is_open(program)),
        )
        return next((reason for reason, is_so in checks if is_so), Reason.NONE)

    def _is_open(self, program: ProgramOnChain | None) -> bool:
        today = day_number(business_date(self.clock.now()))
        return program is not None and program.first_day <= today <= program.last_day


def _spent(rule: RewardRule) -> RuleBudgetSpent:
    return RuleBudgetSpent(rule.id, str(rule.municipality), rule.officer, int(rule.budget), rule.name_ja, rule.name_en)


def expiry_of(today: date, program_last_day: int) -> date:
    return min(day_from_number(program_last_day), today + _LIFE)
