"""ID連携: a vendor's people say where to send people back to, what to ask for and why, and make the client secret."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.samples import SIGN_IN_SAMPLES, sample_of
from app.surfaces.bridges.vendors import for_vendors
from app.surfaces.console.forms import Typed
from app.surfaces.openid.showing import NAMES
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from points.bridges.models import ConnectedService, ServiceActKind
from wallet.openid.scopes import CHOICES, CLAIMS, Scope
from wallet.openid.services.keep_client import ClientTerms, ScopeEntry

_FIELDS = ("redirect_uris", *(f"{part}_{scope}" for scope in CHOICES for part in ("use", "purpose_ja", "purpose_en")))


@blueprint.get("/services/<client_id>/sign-in")
@for_vendors
def show_sign_in(service: ConnectedService) -> str:
    return _page(service, _kept(service))


@blueprint.post("/services/<client_id>/sign-in")
@limiter.limit("30 per hour")
@for_vendors
def set_sign_in(service: ConnectedService) -> Response | tuple[str, int]:
    typed, platform, me = Typed.of(_FIELDS, request.form), current_platform(), current_account().address
    try:
        platform.openid.keep_client.set_up(service.client_id, me, _terms(typed))
    except Invalid as error:
        typed.refuse(error, "redirect_uris")
        return _page(service, typed), 422
    platform.points.bridges.acts.note(service, ServiceActKind.SIGN_IN_SET, me)
    flash(
        _("ID連携の設定を保存しました。使いみちや求めるものを変えたときは、次のサインインで本人にもう一度たずねます。"),
        "success",
    )
    return redirect(url_for("bridges.show_sign_in", client_id=service.client_id), 303)


@blueprint.post("/services/<client_id>/sign-in/secrets")
@limiter.limit("10 per hour")
@for_vendors
def make_client_secret(service: ConnectedService) -> str | tuple[str, int]:
    """The page with the new secret on it, this once; it stands in no address, cookie or log."""
    platform, latest = current_platform(), request.form.get("latest", 0, type=int)
    try:
        made = platform.openid.keep_client.make_secret(service.client_id, latest)
    except Conflict as error:
        return _page(service, _kept(service), refusal=sentence(error)), status_of(error)
    platform.points.bridges.acts.note(service, ServiceActKind.CLIENT_SECRET, current_account().address)
    return _page(service, _kept(service), new_secret=made)


def _page(service: ConnectedService, typed: Typed, **values: Any) -> str:
    platform = current_platform()
    return render_template(
        "bridges/sign_in.html",
        service=service,
        typed=typed,
        scopes=CHOICES,
        names=NAMES,
        claims=CLAIMS,
        uses=[("", _("求めない")), ("optional", _("求める（本人が外せる）")), ("required", _("必ず要る"))],
        is_set_up=platform.openid.keep_client.terms(service.client_id) is not None,
        secrets=platform.openid.keep_client.secrets(service.client_id),
        issuer=platform.openid.issuer,
        samples=[sample_of(service, name) for name in SIGN_IN_SAMPLES],
        **values,
    )


def _kept(service: ConnectedService) -> Typed:
    terms = current_platform().openid.keep_client.terms(service.client_id)
    values = {"redirect_uris": "\n".join(terms.redirect_uris)} if terms else {}
    for entry in terms.scopes if terms else ():
        values[f"use_{entry.scope}"] = "required" if entry.is_required else "optional"
        values[f"purpose_ja_{entry.scope}"] = entry.purpose_ja
        values[f"purpose_en_{entry.scope}"] = entry.purpose_en
    return Typed.of(_FIELDS, values)


def _terms(typed: Typed) -> ClientTerms:
    values = typed.values
    return ClientTerms(
        values["redirect_uris"].splitlines(),
        [_entry(values, scope) for scope in CHOICES if values[f"use_{scope}"] in ("optional", "required")],
    )


def _entry(values: dict[str, str], scope: Scope) -> ScopeEntry:
    purposes = values[f"purpose_ja_{scope}"], values[f"purpose_en_{scope}"]
    return ScopeEntry(scope, *purposes, values[f"use_{scope}"] == "required")
