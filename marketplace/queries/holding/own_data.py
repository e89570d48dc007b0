"""What is kept about one person as a holder: what was put on sale, offered, lent, given, used. No signatures."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models import (
    CardApplication,
    PerkUse,
    Resale,
    ResaleAsk,
    ResaleOffer,
    RightLoan,
    RightRedemption,
    RightUse,
    TokenAct,
)


def own_holding(session: Session, person: Address) -> OwnData:
    asks = select(
        ResaleAsk.collection, ResaleAsk.token_id, ResaleAsk.price, ResaleAsk.proceeds, ResaleAsk.deadline,
        ResaleAsk.created_at,
    ).where(ResaleAsk.seller == person)  # fmt: skip
    offers = select(
        ResaleOffer.collection, ResaleOffer.token_id, ResaleOffer.price, ResaleOffer.valid_before, ResaleOffer.state,
        ResaleOffer.error_name, ResaleOffer.created_at,
    ).where(ResaleOffer.buyer == person)  # fmt: skip
    sold = select(
        Resale.collection, Resale.token_id, Resale.seller, Resale.buyer, Resale.price, Resale.royalty, Resale.fee,
        Resale.block_time, Resale.tx_hash,
    ).where(or_(Resale.seller == person, Resale.buyer == person))  # fmt: skip
    acts = select(
        TokenAct.kind, TokenAct.collection, TokenAct.token_id, TokenAct.other, TokenAct.expires, TokenAct.reason,
        TokenAct.state, TokenAct.error_name, TokenAct.created_at,
    ).where(or_(TokenAct.actor == person, TokenAct.other == person))  # fmt: skip
    uses = select(
        RightUse.collection, RightUse.token_id, RightUse.place, RightUse.use, RightUse.block_time, RightUse.tx_hash
    ).where(RightUse.holder == person)
    scanned = select(
        RightRedemption.collection, RightRedemption.token_id, RightRedemption.place, RightRedemption.use,
        RightRedemption.state, RightRedemption.error_name, RightRedemption.created_at,
    ).where(RightRedemption.holder == person)  # fmt: skip
    asked = select(
        CardApplication.collection_number, CardApplication.words, CardApplication.state, CardApplication.reason,
        CardApplication.created_at,
    ).where(CardApplication.applicant == person)  # fmt: skip
    perks = select(
        PerkUse.collection, PerkUse.token_id, PerkUse.perk, PerkUse.door, PerkUse.created_at
    ).where(PerkUse.holder == person)  # fmt: skip
    borrowed = select(RightLoan.collection, RightLoan.token_id, RightLoan.expires, RightLoan.block_time).where(
        RightLoan.borrower == person
    )
    return {
        "put_on_sale": plain_rows(session, asks.order_by(ResaleAsk.id)),
        "offers": plain_rows(session, offers.order_by(ResaleOffer.id)),
        "resales": plain_rows(session, sold.order_by(Resale.block_number, Resale.log_index)),
        "token_acts": plain_rows(session, acts.order_by(TokenAct.id)),
        "card_applications": plain_rows(session, asked.order_by(CardApplication.id)),
        "uses_of_rights": plain_rows(session, uses.order_by(RightUse.block_number, RightUse.log_index)),
        "perks_received": plain_rows(session, perks.order_by(PerkUse.id)),
        "rights_scanned": plain_rows(session, scanned.order_by(RightRedemption.id)),
        "borrowed_rights": plain_rows(session, borrowed.order_by(RightLoan.block_number, RightLoan.log_index)),
    }
