"""The page on which an act is shown in plain words and signed."""

from __future__ import annotations

import json

from flask import redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.signing import complete
from app.surfaces.account import blueprint
from app.surfaces.account.siwe import bytes_of
from app.wiring import current_platform
from chain.errors import MusubiError, NotFound
from wallet.errors import NotYours
from wallet.models import RequestState, SignatureRequest


@blueprint.get("/sign/<request_id>")
@requires_sign_in
def show_request(request_id: str) -> str | tuple[str, int]:
    account = current_account()
    try:
        asked = current_platform().wallet.complete_signature.look_at(request_id, account.address)
    except NotYours:
        return render_template("account/sign_not_yours.html", account=account), 403
    except NotFound:
        return render_template("account/sign_gone.html"), 404
    return _page(asked)


@blueprint.post("/sign/<request_id>/signature")
@limiter.limit("60 per minute")
@requires_sign_in
def sign_request(request_id: str) -> AnyResponse | str | tuple[str, int]:
    account = current_account()
    brought = bytes_of(request.form.get("signature", "")) if not account.is_managed else None
    try:
        asked = complete(current_platform(), request_id, account.address, brought)
    except NotYours:
        return render_template("account/sign_not_yours.html", account=account), 403
    except MusubiError as error:
        asked = current_platform().wallet.complete_signature.look_at(request_id, account.address)
        return _page(asked, error=sentence(error)), status_of(error)
    return redirect(asked.return_to, 303)


def _page(asked: SignatureRequest, error: str = "") -> str:
    platform = current_platform()
    state = asked.state(platform.clock.now())
    if state in (RequestState.DONE, RequestState.EXPIRED):
        return render_template("account/sign_over.html", asked=asked, is_done=state is RequestState.DONE)
    return render_template(
        "account/sign.html",
        asked=asked,
        account=current_account(),
        raw=json.dumps(asked.typed_data, ensure_ascii=False, indent=2),
        error=error,
    )
