"""An officer writes a rule, changes a draft, or gives a running one other terms from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.units import Points
from points.bridges.catalogue import EventType, event_type
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.models import ConnectedService
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.errors import RuleRefused
from points.bridges.rules.models import RewardRule, RuleAct, RuleActKind, RuleState, RuleVersion, rule_state
from points.bridges.rules.models.rule import MOST_NAME
from points.bridges.rules.queries.rules import rule_of_town
from points.bridges.rules.terms import MOST_POINTS, Terms
from points.ports import Signer
from points.queries.programs import program_on_chain

_MOST_BUDGET = 10_000 * MOST_POINTS


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """`client_id`: of the one service whose events count; empty: those of every service."""

    name_ja: str
    event_type: str
    program_id: int
    budget: int
    first_day: date
    last_day: date
    terms: Terms
    name_en: str = ""
    client_id: str = ""


class WriteRule:
    """Does not check that the officer may; the surface does by role, and the contract by the signature of a grant."""

    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def write(self, town: MunicipalityCode, officer: Address, draft: RuleDraft) -> int:
        """A draft, which rewards nothing yet. Returns: its id.

        Raises: Invalid, NotFound (program, service), RuleRefused.
        """
        with self.db.write() as session:
            last = select(func.coalesce(func.max(RewardRule.number), 0)).where(RewardRule.municipality == town)
            rule = RewardRule(
                municipality=town, number=(session.scalar(last) or 0) + 1, given=Points(0), created_at=self.clock.now()
            )
            self._fill(session, rule, town, officer, draft)
            session.add(rule)
            session.flush()
            self._version(session, rule, officer, draft.terms, rule.first_day)
            self._note(session, rule, officer, RuleActKind.WRITTEN)
            return rule.id

    def rewrite(self, town: MunicipalityCode, officer: Address, rule_id: int, draft: RuleDraft) -> None:
        """Raises: Invalid, NotFound, RuleRefused (also not_draft)."""
        with self.db.write() as session:
            rule = _draft_of_town(session, town, rule_id, lock=True)
            self._fill(session, rule, town, officer, draft)
            session.execute(delete(RuleVersion).where(RuleVersion.rule_id == rule.id))
            self._version(session, rule, officer, draft.terms, rule.first_day)
            self._note(session, rule, officer, RuleActKind.CHANGED)

    def change(self, town: MunicipalityCode, officer: Address, rule_id: int, terms: Terms, from_day: date) -> None:
        """Other terms for what happens from `from_day` on; what happened before keeps its own, however late it is told.
        The same day again replaces what was written for it.

        Raises: Invalid, NotFound, RuleRefused (effect_past: not before tomorrow; over; donation_...).
        """
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            self._check_change(rule, terms, from_day)
            session.execute(delete(RuleVersion).where(RuleVersion.rule_id == rule.id, RuleVersion.from_day == from_day))
            self._version(session, rule, officer, terms, from_day)
            self._note(session, rule, officer, RuleActKind.CHANGED)

    def try_change(
        self, town: MunicipalityCode, rule_id: int, terms: Terms, from_day: date, typed: Mapping[str, Sequence[str]]
    ) -> RuleChange:
        """What `change` would make of the rule; nothing is kept. Raises: as `change`."""
        with self.db.read() as session:
            rule = rule_of_town(session, town, rule_id)
            self._check_change(rule, terms, from_day)
            return RuleChange.of_terms(rule, terms, from_day, typed)

    def try_draft(
        self,
        town: MunicipalityCode,
        officer: Address,
        rule_id: int,
        draft: RuleDraft,
        typed: Mapping[str, Sequence[str]],
    ) -> RuleChange:
        """What `rewrite` would make of a draft; nothing is kept. Raises: as `rewrite`."""
        with self.db.read() as session:
            _draft_of_town(session, town, rule_id)
            tried = RewardRule(municipality=town)
            self._fill(session, tried, town, officer, draft)
            return RuleChange.of_terms(tried, draft.terms, None, typed)

    def extend(self, town: MunicipalityCode, officer: Address, rule_id: int, budget: int, last_day: date) -> None:
        """Another budget or last day, at once. Raises: Invalid, NotFound, RuleRefused (budget_below_given, over)."""
        with self.db.write() as session:
            rule = rule_of_town(session, town, rule_id, lock=True)
            today = business_date(self.clock.now())
            if rule.launched_at is None or rule.ended_at is not None:
                raise RuleRefused("over")
            if budget < int(rule.given):
                raise RuleRefused("budget_below_given")
            _check_frame(budget, max(rule.first_day, today), last_day)
            self._check_program(session, town, rule.program_id)
            rule.budget, rule.last_day = Points(budget), last_day
            rule.spent_at = rule.spent_at if rule.budget_left == 0 else None
            self._note(session, rule, officer, RuleActKind.CHANGED)

    def _check_change(self, rule: RewardRule, terms: Terms, from_day: date) -> None:
        today = business_date(self.clock.now())
        terms.check(_type(rule.event_type))
        if rule.launched_at is None or rule_state(rule, today) in (RuleState.ENDED, RuleState.OVER):
            raise RuleRefused("over")
        if from_day <= today:
            raise RuleRefused("effect_past")
        if from_day > rule.last_day:
            raise Invalid("from_day", "not_in_program")

    def _fill(
        self, session: Session, rule: RewardRule, town: MunicipalityCode, officer: Address, draft: RuleDraft
    ) -> None:
        kind = _type(draft.event_type)
        name = draft.name_ja.strip()
        if not name:
            raise Invalid("name_ja", "empty")
        for field, text in (("name_ja", name), ("name_en", draft.name_en)):
            if len(text) > MOST_NAME:
                raise Invalid(field, "too_long", max_length=MOST_NAME)
            if contains_my_number(text):
                raise Invalid(field, "my_number")
        _check_frame(draft.budget, draft.first_day, draft.last_day)
        draft.terms.check(kind)
        if not self.signer.is_managed(officer):
            raise RuleRefused("own_wallet")
        self._check_program(session, town, draft.program_id)
        rule.name_ja, rule.name_en, rule.event_type = name, draft.name_en.strip(), kind.name
        rule.service_id = _service(session, town, draft.client_id, kind.name)
        rule.program_id, rule.budget, rule.officer = draft.program_id, Points(draft.budget), officer
        rule.first_day, rule.last_day = draft.first_day, draft.last_day

    def _check_program(self, session: Session, town: MunicipalityCode, program_id: int) -> None:
        program = program_on_chain(session, town, program_id)
        if program.is_paid:
            raise RuleRefused("paid")
        if day_from_number(program.last_day) < business_date(self.clock.now()):
            raise RuleRefused("program_over")

    def _version(self, session: Session, rule: RewardRule, officer: Address, terms: Terms, from_day: date) -> None:
        now: datetime = self.clock.now()
        session.add(
            RuleVersion(
                rule_id=rule.id, from_day=from_day, terms_json=terms.as_json(), written_by=officer, written_at=now
            )
        )

    def _note(self, session: Session, rule: RewardRule, officer: Address, kind: RuleActKind) -> None:
        session.add(RuleAct(rule_id=rule.id, kind=kind, officer=officer, at=self.clock.now()))


def _draft_of_town(session: Session, town: MunicipalityCode, rule_id: int, *, lock: bool = False) -> RewardRule:
    rule = rule_of_town(session, town, rule_id, lock=lock)
    if rule.launched_at is not None or rule.ended_at is not None:
        raise RuleRefused("not_draft")
    return rule


def _type(name: str) -> EventType:
    kind = event_type(name)
    if kind is None or kind.name == CONVERSION_REQUESTED:  # conversions have rates of their own
        raise Invalid("event_type", "unknown")
    return kind


def _check_frame(budget: int, first_day: date, last_day: date) -> None:
    if not 1 <= budget <= _MOST_BUDGET:
        raise Invalid("budget", "not_between", least=1, most=_MOST_BUDGET)
    if last_day < first_day:
        raise Invalid("last_day", "before_first_day")


def _service(session: Session, town: MunicipalityCode, client_id: str, kind: str) -> int | None:
    """One that may send such events from this town, whoever registered it. Raises: NotFound."""
    if not client_id:
        return None
    found = session.scalar(select(ConnectedService).where(ConnectedService.client_id == client_id))
    if found is None or str(town) not in found.towns or kind not in found.event_types:
        raise NotFound("service", client_id)
    return found.id
