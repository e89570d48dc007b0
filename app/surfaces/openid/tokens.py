"""What services call themselves, without a browser: tokens for a code, what a token lets know, and giving one up.

None of them reads a cookie, so no other site can make a person's browser do anything here.
"""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.security import csrf, limiter
from app.surfaces.openid import blueprint
from app.surfaces.openid.server import server

_LARGEST_BYTES = 16 * 1024


def _is_refused(response: Response) -> bool:
    return response.status_code == 401


@blueprint.post("/openid/token")
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit("600 per minute")
@limiter.limit("30 per minute", deduct_when=_is_refused)  # guesses at a secret
def give_tokens() -> Response:
    request.max_content_length = _LARGEST_BYTES
    response: Response = server().create_token_response()
    return response


@blueprint.route("/openid/userinfo", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit("1200 per minute")
@limiter.limit("60 per minute", deduct_when=_is_refused)
def tell_claims() -> Response:
    request.max_content_length = _LARGEST_BYTES
    response: Response = server().create_endpoint_response("userinfo")
    return response


@blueprint.post("/openid/revoke")
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit("600 per minute")
@limiter.limit("30 per minute", deduct_when=_is_refused)
def revoke_token() -> Response:
    request.max_content_length = _LARGEST_BYTES
    response: Response = server().create_endpoint_response("revocation")
    return response
