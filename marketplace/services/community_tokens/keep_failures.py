"""What a refused call about community tokens leaves on its row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.models import OrderState, PublishState
from marketplace.models.community_tokens import TokenOffering, TokenPurchase


def on_community_token_call_failed(session: Session, about: str, number: str, reason: str) -> None:
    if about == "marketplace.token_purchase" and (purchase := session.get(TokenPurchase, int(number))):
        purchase.state, purchase.error_name = OrderState.FAILED, reason
    elif about == "marketplace.token_offering" and (offering := session.get(TokenOffering, int(number))):
        offering.state, offering.error_name = PublishState.FAILED, reason
    elif about == "marketplace.token_closure" and (offering := session.get(TokenOffering, int(number))):
        offering.error_name = reason
