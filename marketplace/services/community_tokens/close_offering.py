"""An officer ends a sale before its time. What was sold stays with its holders."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.token_sale import OfferingClosure
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.models.community_tokens import OfferingState
from marketplace.models.community_tokens.errors import OfferingNotOpen
from marketplace.queries.community_tokens.views import offering_view
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

_MAY_END = (OfferingState.UPCOMING, OfferingState.RUNNING)


class CloseOffering:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: OfferingUnknown, OfferingNotOpen."""
        now = self.clock.now()
        with self.db.read() as session:
            view = offering_view(session, number, now, municipality)
            if view.state not in _MAY_END:
                raise OfferingNotOpen(number, view.state)
        act = OfferingClosure(number, unix(now + OFFICER_SIGNATURE_LIFE))
        return ToSign(f"{number}:{act.deadline}:{officer}", self.contracts.token_sale.signed_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        number, deadline, officer = subject.split(":")
        act = OfferingClosure(int(number), int(deadline))
        call = self.contracts.token_sale.close_offering(act, Address(officer), signature)
        name = f"marketplace.token_closure:{number}"
        with self.db.write() as session:
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=Address(officer))
