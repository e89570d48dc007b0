"""What happens to a resale, or to another act about a token, whose call can never succeed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from marketplace.models import (
    ApplicationState,
    CardApplication,
    OfferState,
    ResaleOffer,
    RightRedemption,
    TokenAct,
    TokenActState,
)


def on_holding_call_failed(session: Session, about: str, number: str, reason: str, args: dict[str, Any]) -> None:
    """Keep the reason on the row; other subjects are left alone."""
    if about == "marketplace.resale" and (offer := session.get(ResaleOffer, int(number))):
        offer.state, offer.error_name, offer.error_args = OfferState.FAILED, reason, args
    elif about == "marketplace.member_card" and (application := session.get(CardApplication, int(number))):
        application.state, application.error_name, application.error_args = ApplicationState.FAILED, reason, args
    elif about == "marketplace.token_act" and (act := session.get(TokenAct, int(number))):
        act.state, act.error_name, act.error_args = TokenActState.FAILED, reason, args
    elif about == "marketplace.right_redemption" and (used := session.get(RightRedemption, int(number))):
        used.state, used.error_name, used.error_args = TokenActState.FAILED, reason, args
