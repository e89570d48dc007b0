"""An officer opens the sale of a community token: from then on cap, price, period and payees stand."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.models import PublishState
from marketplace.models.community_tokens.errors import OfferingSigned
from marketplace.queries.community_tokens.views import load_offering
from marketplace.services.community_tokens.acts import offering_act, offering_details
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class OpenOffering:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: OfferingUnknown, OfferingSigned, Invalid (closes_at)."""
        now = self.clock.now()
        with self.db.write() as session:
            offering = load_offering(session, number, municipality)
            if offering.state == PublishState.PENDING:
                raise OfferingSigned(number)
            if offering.closes_at <= now:
                raise Invalid("closes_at", "in_the_past")
            offering.officer, offering.deadline = officer, unix(now + OFFICER_SIGNATURE_LIFE)
            act = offering_act(offering)
        return ToSign(f"{number}:{act.deadline}", self.contracts.token_sale.signed_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing.

        Raises: OfferingUnknown, OfferingSigned when the draft was changed after it was shown for signing.
        """
        number, deadline = (int(part) for part in subject.split(":"))
        with self.db.write() as session:
            offering = load_offering(session, number)
            if offering.deadline != deadline:
                raise OfferingSigned(number)
            act, details = offering_act(offering), offering_details(offering)
            call = self.contracts.token_sale.open_offering(act, details, offering.officer, signature)
            name = f"marketplace.token_offering:{number}"
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=offering.officer)
            offering.state, offering.error_name = PublishState.PENDING, ""
