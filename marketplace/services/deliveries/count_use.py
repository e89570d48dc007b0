"""Counts one use of a right whose holder agreed to it, in the steps that a door takes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts import Contracts
from chain.ids import Address
from marketplace.models import RightRedemption
from marketplace.queries.admission.rights import RightAtDoor
from marketplace.services.admission.door import SIGNATURE_LIFE
from marketplace.services.admission.redeem_right import redemption_act
from marketplace.signing import ToSign

NO_DOOR = 0  # as `door` of a use that nobody scanned
_SIGNED_FOR = timedelta(days=400)  # a season may be a year away


def ask_ahead(session: Session, contracts: Contracts, found: RightAtDoor, now: datetime) -> tuple[int, ToSign]:
    """The next use as its holder signs it before it is served. Returns: the row's id, and what is signed for it."""
    rules, end = found.standing.rules, unix(now + _SIGNED_FOR)
    token = found.holding.token
    row = RightRedemption(
        collection=token.collection,
        token_id=token.token_id,
        holder=token.owner,
        place=rules.place,
        use=found.used + 1,
        deadline=min(end, rules.valid_until) if rules.valid_until else end,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id, ToSign(str(row.id), contracts.collection(row.collection).signed_message(redemption_act(row)))


def reserve_use(
    session: Session, found: RightAtDoor, staff: Address, signed_id: int | None, now: datetime
) -> RightRedemption:
    """The next use, which RedeemRight.send then sends. `signed_id`: of what the holder signed ahead."""
    token, rules = found.holding.token, found.standing.rules
    if signed_id is not None:
        row = session.get_one(RightRedemption, signed_id, with_for_update=True)
    else:
        row = RightRedemption(
            collection=token.collection,
            token_id=token.token_id,
            holder=token.owner,
            place=rules.place,
            use=found.used + 1,
            deadline=unix(now + SIGNATURE_LIFE),
        )
        session.add(row)
    row.door, row.scan, row.staff, row.created_at = NO_DOOR, f"served:{secrets.token_hex(16)}", staff, now
    session.flush()
    return row
