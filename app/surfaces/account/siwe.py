"""Sign in with a browser wallet (EIP-4361). app/frontend/wallet.ts finds the wallet and has it sign."""

from __future__ import annotations

from flask import Response, jsonify, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from app.access import keep_signed_in, safe_path, session_token
from app.errors import sentence, status_of
from app.i18n import language
from app.security import limiter
from app.surfaces.account import blueprint
from app.surfaces.account.signin import AFTER_SIGN_IN, after_first_factor
from app.wiring import current_platform
from wallet.errors import SignInRefused
from wallet.siwe_message import iso
from wallet.tokens import new_token


@blueprint.post("/signin/wallet/challenges")
@limiter.limit("20 per minute")
def challenge_wallet() -> Response:
    browser = session.setdefault("browser", new_token())
    challenge = current_platform().wallet.start_siwe(browser)
    return jsonify(
        domain=challenge.domain,
        uri=challenge.uri,
        statement=challenge.statement,
        chainId=challenge.chain_id,
        nonce=challenge.nonce,
        issuedAt=iso(challenge.issued_at),
        expirationTime=iso(challenge.expires_at),
    )


@blueprint.post("/signin/wallet")
@limiter.limit("20 per minute")
def sign_in_with_wallet() -> AnyResponse | tuple[str, int]:
    wanted = safe_path(request.form.get("next"), AFTER_SIGN_IN)
    try:
        signed_in = current_platform().wallet.finish_siwe(
            session.get("browser", ""),
            request.form.get("message", "").replace("\r\n", "\n"),  # forms send line ends their own way
            bytes_of(request.form.get("signature", "")),
            user_agent=request.user_agent.string,
            replaces=session_token(),
            locale=language(),
        )
    except SignInRefused as error:
        return render_template("account/refused.html", words=sentence(error), next=wanted), status_of(error)
    return keep_signed_in(redirect(after_first_factor(signed_in.account, wanted), 303), signed_in)


def bytes_of(text: str) -> bytes:
    """A 0x-string; what is none becomes no bytes, which are nobody's signature."""
    try:
        return bytes.fromhex(text.strip().removeprefix("0x"))
    except ValueError:
        return b""
