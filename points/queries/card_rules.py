"""A town's rules for paper cards, or the defaults."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import CardRules
from points.models.card import PIN_ABOVE, PIN_ABOVE_A_DAY


@dataclass(frozen=True, slots=True)
class CardRulesView:
    pin_above: Points = PIN_ABOVE
    pin_above_a_day: Points = PIN_ABOVE_A_DAY
    phone: str = ""


def card_rules(session: Session, municipality: MunicipalityCode) -> CardRulesView:
    rules = session.get(CardRules, municipality)
    return CardRulesView(rules.pin_above, rules.pin_above_a_day, rules.phone) if rules else CardRulesView()
