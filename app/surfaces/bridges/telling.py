"""Where a service is told things: its vendor's people name the address, try it, and see what went out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.vendors import for_vendors
from app.wiring import current_platform
from chain.errors import Conflict, MusubiError
from points.bridges.catalogue import MESSAGE_TYPES
from points.bridges.models import ConnectedService
from points.bridges.queries.messages import MessagePage, list_messages
from points.bridges.queries.services import secrets_of


@blueprint.get("/services/<client_id>/webhook")
@for_vendors
def show_webhook(service: ConnectedService) -> str:
    """The page, or for HTMX what was sent."""
    if request.headers.get("HX-Request"):
        return render_template("bridges/_messages.html", service=service, sent=_sent(service))
    return _page(service)


@blueprint.post("/services/<client_id>/webhook")
@limiter.limit("30 per hour")
@for_vendors
def name_webhook(service: ConnectedService) -> Response | tuple[str, int]:
    url = request.form.get("url", "")
    try:
        current_platform().points.bridges.webhook.name(service.client_id, current_account().address, url)
    except MusubiError as error:
        return _page(service, url=url, error=sentence(error)), status_of(error)
    flash(_("送り先を決めました。お試しを送って、届くことを確かめてください。"), "success")
    return _back(service)


@blueprint.post("/services/<client_id>/webhook/removal")
@for_vendors
def remove_webhook(service: ConnectedService) -> Response:
    current_platform().points.bridges.webhook.remove(service.client_id, current_account().address)
    flash(_("送り先をなくしました。これからは何も送りません。"), "success")
    return _back(service)


@blueprint.post("/services/<client_id>/webhook/tests")
@limiter.limit("30 per hour")
@for_vendors
def try_webhook(service: ConnectedService) -> Response:
    try:
        current_platform().points.bridges.webhook.try_out(service)
        flash(_("お試しを送ります。数秒で結果が出ます。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(service)


@blueprint.get("/services/<client_id>/webhook/messages/<int:message_id>")
@for_vendors
def show_message(service: ConnectedService, message_id: int) -> str:
    """Raises: NotFound."""
    view = current_platform().points.bridges.message(service, message_id)
    return render_template("bridges/message.html", service=service, view=view, message=view.message)


@blueprint.post("/services/<client_id>/webhook/messages/<int:message_id>")
@limiter.limit("60 per hour")
@for_vendors
def resend_message(service: ConnectedService, message_id: int) -> Response:
    """Raises: NotFound."""
    webhook = current_platform().points.bridges.webhook
    try:
        webhook.send_again(service, message_id, current_account().address)
        flash(_("もう一度送ります。数秒で結果が出ます。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(request.path, 303)


def _page(service: ConnectedService, url: str | None = None, error: str = "") -> str:
    platform, sent = current_platform(), _sent(service)
    with platform.db.read() as session:
        has_secret = bool(secrets_of(session, service.id, platform.clock.now()))
    known = sent.webhook.url if sent.webhook else ""
    return render_template(
        "bridges/webhook.html",
        service=service,
        sent=sent,
        has_secret=has_secret,
        url=known if url is None else url,
        error=error,
        kinds=MESSAGE_TYPES,
    )


def _sent(service: ConnectedService) -> MessagePage:
    with current_platform().db.read() as session:
        return list_messages(session, service.id, request.args.get("before", 0, type=int))


def _back(service: ConnectedService) -> Response:
    return redirect(url_for("bridges.show_webhook", client_id=service.client_id), 303)
