"""What a rule would have cost: the events of some days replayed against its terms, in the background."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, end_of_day
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from points.bridges.models import ConnectedService, EventState, ServiceEvent
from points.bridges.models.event import CONTENT_LIFE
from points.bridges.rules.deciding import Happening, Places
from points.bridges.rules.models import ForecastState, RewardRule, RuleForecast, RuleVersion, Visit
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts, Standing
from points.bridges.rules.queries.rules import rule_of_town
from points.bridges.rules.replaying import Replay, spokesperson
from points.bridges.rules.terms import PAIRED, Terms
from points.bridges.services.receive_event import CONTENT
from points.models import ProgramOnChain
from points.ports import CardHolders, Cipher

AT_ONCE = 2_000
_GIVEN_UP = timedelta(minutes=2)  # nobody works at it any more


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

    def ask(self, town: MunicipalityCode, officer: Address, rule_id: int, first_day: date, last_day: date) -> int:
        """Of the newest terms. Returns: the forecast's id.

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
            newest = select(RuleVersion).where(RuleVersion.rule_id == rule.id).order_by(RuleVersion.from_day.desc())
            version = session.scalars(newest.limit(1)).one()
            forecast = RuleForecast(
                rule_id=rule.id, first_day=first_day, last_day=last_day, asked_by=officer, asked_at=now,
                terms_json=version.terms_json, state=ForecastState.WAITING, touched_at=now, result={},
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
            replay = self._replay(session, rule, forecast)
            total = session.scalar(select(func.count()).select_from(_events(rule, forecast).subquery())) or 0
            named = session.execute(select(ConnectedService.id, ConnectedService.client_id))
            services: dict[int, str] = {row.id: row.client_id for row in named}
            for events in _batches(session, rule, forecast):
                self._take(session, rule, replay, events, services)
                self._note(forecast.id, replay, int(total), is_done=False)
        self._note(forecast.id, replay, int(total), is_done=True)

    def _replay(self, session: Session, rule: RewardRule, forecast: RuleForecast) -> Replay:
        terms = Terms.of_json(forecast.terms_json)
        program = session.scalar(select(ProgramOnChain).filter_by(program_id=rule.program_id))
        areas = {area.id: area.codes for area in self.municipalities.areas(session)}
        places = Places(rule.municipality, areas.get(program.area_id, ()) if program else ())
        earlier = select(ServiceEvent.account).where(
            ServiceEvent.type == rule.event_type,
            ServiceEvent.state == EventState.HANDED_ON,
            ServiceEvent.occurred_at < _start(forecast.first_day),
        )
        before = {one for one in session.scalars(earlier.distinct()) if one} if terms.is_first_time else set()
        return Replay(terms, places, int(rule.budget), before)

    def _take(
        self,
        session: Session,
        rule: RewardRule,
        replay: Replay,
        events: Sequence[ServiceEvent],
        services: dict[int, str],
    ) -> None:
        accounts = {event.account for event in events if event.account}
        known = self.people.find(session, accounts, self.clock.now())
        holding = self._holding(session, rule, replay.terms, accounts)
        minutes = _minutes(session, rule.event_type, [event.id for event in events])
        for event in events:
            assert event.account is not None and event.content_sealed is not None and event.occurred_at is not None
            data = json.loads(self.cipher.open(CONTENT, event.content_sealed, services[event.service_id]))["data"]
            if event.id in minutes:
                data = {PAIRED[event.type][2]: minutes[event.id], **data}
            happening = Happening(event.type, rule.municipality, event.occurred_at, data)
            standing: Standing | None = known.get(event.account)
            sharing = self._sharing(session, replay.terms, event.account)
            replay.take(happening, event.account, sharing, standing, event.account in holding)

    def _holding(self, session: Session, rule: RewardRule, terms: Terms, accounts: Collection[Address]) -> set[Address]:
        if not terms.needs_card:
            return set()
        return {one for one in accounts if self.cards.cards_of(session, one, [rule.municipality])}

    def _sharing(self, session: Session, terms: Terms, account: Address) -> Address:
        return spokesperson(self.families.household(session, account)) if terms.pools_family else account

    def _note(self, forecast_id: int, replay: Replay, total: int, *, is_done: bool) -> None:
        with self.db.write() as session:
            forecast = session.get_one(RuleForecast, forecast_id, with_for_update=True)
            forecast.done, forecast.total, forecast.touched_at = replay.events, total, self.clock.now()
            if is_done:
                forecast.state, forecast.result = ForecastState.DONE, replay.result()


def _start(day: date) -> datetime:
    return end_of_day(day - timedelta(days=1))


def _events(rule: RewardRule, forecast: RuleForecast) -> Select[ServiceEvent]:
    """Those that were handed on and are not forgotten."""
    found = select(ServiceEvent).where(
        ServiceEvent.municipality == rule.municipality,
        ServiceEvent.type == rule.event_type,
        ServiceEvent.state == EventState.HANDED_ON,
        ServiceEvent.account.is_not(None),
        ServiceEvent.content_sealed.is_not(None),
        ServiceEvent.occurred_at >= _start(forecast.first_day),
        ServiceEvent.occurred_at < end_of_day(forecast.last_day),
    )
    return found.where(ServiceEvent.service_id == rule.service_id) if rule.service_id is not None else found


def _batches(session: Session, rule: RewardRule, forecast: RuleForecast) -> Iterator[Sequence[ServiceEvent]]:
    """In the order in which they happened."""
    place = ServiceEvent.occurred_at, ServiceEvent.id
    wanted, after = _events(rule, forecast).order_by(*place).limit(AT_ONCE), None
    while True:
        found = wanted if after is None else wanted.where(tuple_(*place) > tuple_(*after))
        events = session.scalars(found).all()
        if not events:
            return
        yield events
        after = events[-1].occurred_at, events[-1].id
        session.expunge_all()


def _minutes(session: Session, kind: str, ids: Sequence[int]) -> dict[int, int]:
    """Of exits whose entry is known."""
    if kind not in PAIRED:
        return {}
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        for visit in session.scalars(select(Visit).where(Visit.end_event.in_(ids[start : start + 500]))):
            if visit.minutes is not None and visit.end_event is not None:
                found[visit.end_event] = visit.minutes
    return found
