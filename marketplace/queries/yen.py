"""How much yen token an account holds, as far as the chain is projected."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Yen
from marketplace.models import YenBalance


def balance_of(session: Session, account: Address) -> Yen:
    row = session.get(YenBalance, account)
    return Yen(row.amount if row else 0)
