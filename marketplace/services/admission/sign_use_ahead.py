"""A holder who keeps the key signs one use of a right on their own phone; the door finds it when it scans the code.

Nothing is used by signing. A signature that no door took ends by itself, and is void once the use was made another way.
"""

from __future__ import annotations

from datetime import timedelta

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from marketplace.errors import ActExpired
from marketplace.models import RightRedemption
from marketplace.queries.admission.rights import right_at_door, signed_uses
from marketplace.queries.holding.rights import TokenKey
from marketplace.services.admission.redeem_right import redemption_act, require_usable
from marketplace.signing import ToSign

_LIFE = timedelta(days=2)  # a door without a line sends a day later


class SignUseAhead:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, token: TokenKey, holder: Address) -> ToSign:
        """The next use. Raises: TokenUnknown, NotHolder, LentToAnother, WrongDate, UsedAlready."""
        now = self.clock.now()
        with self.db.write() as session:
            found = right_at_door(session, token, now)
            require_usable(found, holder)
            rules, end = found.standing.rules, unix(now + _LIFE)
            row = RightRedemption(
                collection=token[0],
                token_id=token[1],
                holder=holder,
                place=rules.place,
                use=found.used + 1,
                deadline=min(end, rules.valid_until) if rules.valid_until else end,
                created_at=now,
            )
            session.add(row)
            session.flush()
            asked = self.contracts.collection(row.collection).signed_message(redemption_act(row))
            return ToSign(str(row.id), asked)

    def complete(self, subject: str, signature: bytes) -> None:
        """Kept for the door. A repeated call changes nothing. Raises: ActExpired."""
        with self.db.write() as session:
            row = session.get(RightRedemption, int(subject), with_for_update=True)
            if row is None or unix(self.clock.now()) >= row.deadline:
                raise ActExpired(subject)
            if row.signature is None:
                row.signature = signature

    def signed_until(self, token: TokenKey, holder: Address) -> int:
        """Unix seconds until which a door may take the next use; 0: nothing is signed for it."""
        now = self.clock.now()
        with self.db.read() as session:
            found = right_at_door(session, token, now)
            signed = signed_uses(session, token, holder, found.used + 1, now)
            return max((row.deadline for row in signed), default=0)
