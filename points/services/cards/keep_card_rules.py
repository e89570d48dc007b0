"""A town decides up to which amounts its cards pay without PIN, and whom to call about a lost one."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import contains_my_number
from points.models import CardActKind, CardRules
from points.queries.card_rules import CardRulesView
from points.services.cards.record_act import Counter

_MOST = 100_000


class KeepCardRules:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def keep(self, counter: Counter, rules: CardRulesView) -> None:
        """Raises: Invalid naming the field."""
        phone, now = rules.phone.strip(), self.clock.now()
        if rules.pin_above > _MOST or rules.pin_above_a_day > _MOST:
            raise Invalid("pin_above" if rules.pin_above > _MOST else "pin_above_a_day", "too_large", most=_MOST)
        if rules.pin_above_a_day < rules.pin_above:
            raise Invalid("pin_above_a_day", "below_one_payment")
        if len(phone) > 40:
            raise Invalid("phone", "too_long")
        if contains_my_number(phone):
            raise Invalid("phone", "my_number")
        with self.db.write() as session:
            kept = session.get(CardRules, counter.municipality) or CardRules(municipality=counter.municipality)
            kept.pin_above, kept.pin_above_a_day, kept.phone = rules.pin_above, rules.pin_above_a_day, phone
            kept.changed_by, kept.changed_at = counter.officer, now
            session.add(kept)
            counter.note(session, CardActKind.RULES, now)
