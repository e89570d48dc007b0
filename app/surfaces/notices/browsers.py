"""Push messages to this browser: switched on here, off here or from another one."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.notices import blueprint
from app.wiring import current_platform
from chain.errors import NotFound
from points.models.push_target import PushTarget
from wallet.models.browser_session import browser_summary


@blueprint.post("/notices/browsers")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def add_browser() -> Response:
    """From the page's script, with what the browser gave it. Raises: PushRefused, NotFound without push messages."""
    platform, form = current_platform(), request.form
    if platform.web_push is None:
        raise NotFound("push", "key")
    target = PushTarget.parse(form.get("endpoint", ""), form.get("key", ""), form.get("auth", ""))
    platform.points.notices.subscriptions.keep(
        current_account().address, target, browser_summary(request.user_agent.string)
    )
    return Response(status=204)


@blueprint.post("/notices/browsers/<int:browser_id>/removal")
@requires_sign_in
def remove_browser(browser_id: int) -> AnyResponse:
    current_platform().points.notices.subscriptions.drop(current_account().address, browser_id)
    flash(_("このブラウザーへの通知を止めました。"), "success")
    return redirect(url_for("notices.show_choices"), 303)
