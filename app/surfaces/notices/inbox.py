"""The page of notices. Who looks at it has read them."""

from __future__ import annotations

from flask import render_template, request

from app.access import current_account, requires_sign_in, signed_in_account
from app.surfaces.notices import blueprint
from app.surfaces.notices.words import link_of, words_of
from app.wiring import current_platform
from points.queries.notices import notices_of, unread_notices


@blueprint.get("/notices")
@requires_sign_in
def show_notices() -> str:
    platform, me = current_platform(), current_account().address
    page = max(1, request.args.get("page", 1, type=int))
    with platform.db.read() as session:
        notices, has_older = notices_of(session, me, page)
    if any(not notice.is_read for notice in notices):
        platform.points.notices.choose.mark_read(me, notices[0].id)
    shown = [(notice, words_of(notice), link_of(notice)) for notice in notices]
    return render_template(
        "notices/notices.html", shown=shown, page=page, has_older=has_older,
        hears_towns=platform.points.notices.choose.of(me).hears_towns,
    )  # fmt: skip


@blueprint.app_context_processor
def offer_unread() -> dict[str, object]:
    return {"unread_count": _unread_count}


def _unread_count() -> int:
    account = signed_in_account()
    if account is None:
        return 0
    with current_platform().db.read() as session:
        return unread_notices(session, account.address)
