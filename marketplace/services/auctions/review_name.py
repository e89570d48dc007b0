"""The town reviews a proposed name: it is shown to everybody only after an officer approved it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.events import record
from chain.ids import Address, MunicipalityCode
from marketplace.events import NameReviewed
from marketplace.models import NamingDetail
from marketplace.models.auctions import NameProposal, NameState
from marketplace.models.auctions.errors import NameUnknown
from marketplace.models.auctions.names import LONGEST_NOTE


class ReviewName:
    """Does not check that the officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def approve(self, code: MunicipalityCode, officer: Address, proposal_id: int) -> None:
        """Raises: NameUnknown, Conflict (already_reviewed)."""
        self._decide(code, officer, proposal_id, NameState.SUBMITTED, NameState.APPROVED, "")

    def refuse(self, code: MunicipalityCode, officer: Address, proposal_id: int, reason: str) -> None:
        """The winner reads the reason and may propose again. Raises: NameUnknown, Conflict, Invalid (reason)."""
        self._decide(code, officer, proposal_id, NameState.SUBMITTED, NameState.REFUSED, _reason(reason))

    def take_down(self, code: MunicipalityCode, officer: Address, proposal_id: int, reason: str) -> None:
        """An approved name is shown no more. Raises: NameUnknown, Conflict, Invalid (reason)."""
        self._decide(code, officer, proposal_id, NameState.APPROVED, NameState.TAKEN_DOWN, _reason(reason))

    def _decide(
        self, code: MunicipalityCode, officer: Address, proposal_id: int, before: NameState, after: NameState,
        reason: str,
    ) -> None:  # fmt: skip
        now = self.clock.now()
        with self.db.write() as session:
            proposal = _own(session, code, proposal_id)
            if proposal.state == after and proposal.reviewed_by == officer and proposal.reason == reason:
                return
            if proposal.state != before:
                raise Conflict("name", "already_reviewed")
            proposal.state, proposal.reason = after, reason
            proposal.reviewed_by, proposal.reviewed_at = officer, now
            detail = proposal.auction.collection.typed_detail()
            assert isinstance(detail, NamingDetail)
            record(
                session,
                NameReviewed(
                    proposal=proposal.id,
                    auction=proposal.auction_number,
                    account=proposal.proposer,
                    outcome=after,
                    property_ja=detail.property_ja,
                    property_en=detail.property_en,
                    reason=reason,
                ),
                now,
            )


def _own(session: Session, code: MunicipalityCode, proposal_id: int) -> NameProposal:
    proposal = session.get(NameProposal, proposal_id, with_for_update={"of": NameProposal})
    if proposal is None or proposal.auction.collection.municipality != code:
        raise NameUnknown(proposal_id)
    return proposal


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise Invalid("reason", "empty")
    if len(reason) > LONGEST_NOTE:
        raise Invalid("reason", "too_long", most=LONGEST_NOTE)
    return reason
