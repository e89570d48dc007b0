"""The first winner proposes a name. Whoever holds the token later has its perks, not the naming."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.auctions import Auction, NameProposal, NameState
from marketplace.models.auctions.errors import NameNotOpen
from marketplace.models.auctions.names import NameWords
from marketplace.queries.auctions.names import own_naming


class ProposeName:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def propose(self, number: int, winner: Address, words: NameWords) -> int:
        """The round's id. Raises: AuctionUnknown, NotWinner, NameNotOpen, Invalid."""
        now = self.clock.now()
        with self.db.write() as session:
            session.get(Auction, number, with_for_update={"of": Auction})  # one round at a time
            view = own_naming(session, number, winner, now)
            if not view.may_propose:
                waits = view.newest is not None and view.newest.state == NameState.SUBMITTED
                raise NameNotOpen("submitted" if waits else "approved" if view.shown else "over")
            checked = words.checked(view.auction.detail.longest_name)
            proposal = NameProposal(
                auction_number=number,
                proposer=winner,
                name_ja=checked.name_ja,
                name_en=checked.name_en,
                kana=checked.kana,
                credit=checked.credit,
                note=checked.note,
                created_at=now,
            )
            session.add(proposal)
            session.flush()
            return proposal.id
