"""What the card provider tells us. Its signature says who it is; there is no session and no form token."""

from __future__ import annotations

from flask import request

from app.security import csrf, limiter
from app.surfaces.checkout import blueprint
from app.wiring import current_platform
from marketplace.errors import CardUnavailable, NoticeForged

_LARGEST_BYTES = 256 * 1024


@blueprint.post("/payments/notices")
@csrf.exempt  # type: ignore[untyped-decorator]  # signed by the provider, which has no session
@limiter.limit("600 per minute")
def take_notice() -> tuple[str, int]:
    """204 when it was taken, also the second time; 400 when the provider did not sign it."""
    if (request.content_length or 0) > _LARGEST_BYTES:
        return "", 413
    try:
        signature = request.headers.get("Stripe-Signature", "")
        current_platform().marketplace.checkout.card.notices.take(request.get_data(), signature)
    except NoticeForged:
        return "", 400
    except CardUnavailable:
        return "", 404
    return "", 204
