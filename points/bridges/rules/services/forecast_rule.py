"""What a rule would have cost: the events of some days replayed against its terms, in the background."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from points.bridges.models.event import CONTENT_LIFE
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.deciding import Happening, Places
from points.bridges.rules.models import ForecastState, RewardRule, RuleForecast
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts
from points.bridges.rules.queries.past_events import PastEvent, Span, count_of, did_before, minutes_of, past_events
from points.bridges.rules.queries.rules import rule_of_town, version_at
from points.bridges.rules.replaying import Replay
from points.bridges.rules.surroundings import Surroundings
from points.bridges.rules.terms import PAIRED, Terms
from points.bridges.services.receive_event import CONTENT
from points.models import ProgramOnChain
from points.ports import CardHolders, Cipher

_GIVEN_UP = timedelta(minutes=2)  # nobody works at it any more


@dataclass(frozen=True, slots=True)
class Side:
    """`service_id`: whose events count; None: everybody's."""

    replay: Replay
    service_id: int | None


class ForecastRule:
    """People are seen as they are now, not as they were then. The launch and the period of the rule are left aside."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        cipher: Cipher,
        municipalities: Municipalities,
        people: PeopleFacts,
        families: FamilyDirectory,
        cards: CardHolders,
    ) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.municipalities = municipalities
        self.people = people
        self.families = families
        self.cards = cards

    def ask(
        self,
        town: MunicipalityCode,
        officer: Address,
        rule_id: int,
        first_day: date,
        last_day: date,
        change: RuleChange | None = None,
    ) -> int:
        """Of the newest terms; with a change, of those that it would replace and of the rule changed.
        Returns: the forecast's id.

        Raises: NotFound, Invalid (first_day: events are kept for 90 days; last_day).
        """
        now = self.clock.now()
        today = business_date(now)
        if not first_day <= last_day <= today:
            raise Invalid("last_day", "before_first_day" if last_day < first_day else "future")
        if first_day < today - CONTENT_LIFE:
            raise Invalid("first_day", "not_kept", days=CONTENT_LIFE.days)
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id)
            version = version_at(session, rule.id, change.from_day if change and change.from_day else date.max)
            forecast = RuleForecast(
                rule_id=rule.id, first_day=first_day, last_day=last_day, asked_by=officer, asked_at=now,
                terms_json=version.terms_json, state=ForecastState.WAITING, touched_at=now, result={},
                change_json=change.as_json() if change else None,
            )  # fmt: skip
            session.add(forecast)
            session.flush()
            return forecast.id

    def advance(self) -> int:
        """One forecast from its beginning to its end. Returns: how many."""
        with self.db.read() as session:
            if session.scalar(self._due().limit(1)) is None:
                return 0
        with self.db.write() as session:
            found = session.scalars(self._due().limit(1).with_for_update(skip_locked=True)).first()
            if found is None:
                return 0
            found.state, found.touched_at, found.done = ForecastState.RUNNING, self.clock.now(), 0
            forecast = found
        self._run(forecast)
        return 1

    def _due(self) -> Select[RuleForecast]:
        stale = RuleForecast.touched_at < self.clock.now() - _GIVEN_UP
        waits = or_(RuleForecast.state == ForecastState.WAITING, (RuleForecast.state == ForecastState.RUNNING) & stale)
        return select(RuleForecast).where(waits).order_by(RuleForecast.id)

    def _run(self, forecast: RuleForecast) -> None:
        with self.db.read() as session:
            rule = session.get_one(RewardRule, forecast.rule_id)
            sides, span = self._sides(session, rule, forecast), _span(rule, forecast)
            about = Surroundings(session, self.clock.now(), rule.municipality, self.people, self.families, self.cards)
            total = count_of(session, span)
            for events in past_events(session, span):
                self._take(session, rule, sides, events, about)
                self._note(forecast.id, sides, total, is_done=False)
        self._note(forecast.id, sides, total, is_done=True)

    def _sides(self, session: Session, rule: RewardRule, forecast: RuleForecast) -> list[Side]:
        """The rule as it is and, beside it, as it would be after the change."""
        terms = Terms.of_json(forecast.terms_json)
        sides = [self._side(session, rule, terms, forecast.first_day)]
        if forecast.change_json is not None:
            change = RuleChange.of_json(forecast.change_json)
            sides.append(self._side(session, change.applied(rule), change.terms, forecast.first_day))
        return sides

    def _side(self, session: Session, rule: RewardRule, terms: Terms, first_day: date) -> Side:
        program = session.scalar(select(ProgramOnChain).filter_by(program_id=rule.program_id))
        areas = {area.id: area.codes for area in self.municipalities.areas(session)}
        places = Places(rule.municipality, areas.get(program.area_id, ()) if program else ())
        before = did_before(session, rule.event_type, first_day) if terms.is_first_time else set()
        is_verified_only = program is not None and program.is_verified_only
        return Side(Replay(terms, places, int(rule.budget), before, is_verified_only), rule.service_id)

    def _take(
        self,
        session: Session,
        rule: RewardRule,
        sides: Sequence[Side],
        events: Sequence[PastEvent],
        about: Surroundings,
    ) -> None:
        about.meet([side.replay.terms for side in sides], {event.account for event in events})
        minutes = minutes_of(session, rule.event_type, [event.id for event in events])
        for event in events:
            data = json.loads(self.cipher.open(CONTENT, event.content, event.client_id))["data"]
            if event.id in minutes:
                data = {PAIRED[rule.event_type][2]: minutes[event.id], **data}
            happening = Happening(rule.event_type, rule.municipality, event.occurred_at, data)
            standing, has_card = about.standing(event.account), about.has_card(event.account)
            for side in sides:
                if side.service_id in (None, event.service_id):
                    sharing = about.sharing(side.replay.terms, event.account)
                    side.replay.take(happening, event.account, sharing, standing, has_card)

    def _note(self, forecast_id: int, sides: Sequence[Side], total: int, *, is_done: bool) -> None:
        with self.db.write() as session:
            forecast = session.get_one(RuleForecast, forecast_id, with_for_update=True)
            forecast.done, forecast.total = max(side.replay.events for side in sides), total
            forecast.touched_at = self.clock.now()
            if is_done:
                forecast.state, forecast.result = ForecastState.DONE, sides[0].replay.result()
                forecast.changed_result = sides[1].replay.result() if len(sides) > 1 else None


def _span(rule: RewardRule, forecast: RuleForecast) -> Span:
    """Wide enough for the rule and its change."""
    services = {rule.service_id}
    if forecast.change_json is not None:
        services.add(RuleChange.of_json(forecast.change_json).service_id)
    named = [one for one in services if one is not None]
    only = named if len(named) == len(services) else None
    return Span(rule.municipality, rule.event_type, forecast.first_day, forecast.last_day, only)
