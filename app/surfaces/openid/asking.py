"""A service sends a person here to sign in: who it is, whether the person has to be asked, and the way back.

Source: OpenID Connect Core 1.0 3.1.2 (prompt, max_age), RFC 6749 4.1.1, RFC 9207.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from authlib.oauth2 import OAuth2Error
from authlib.oidc.core.errors import ConsentRequiredError, LoginRequiredError
from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import acting, forget_signed_in, per_person, session_token, signed_in_account
from app.errors import answer
from app.security import csrf, form_target, limiter
from app.surfaces.openid import blueprint
from app.surfaces.openid.server import Server, server, unsupported
from app.surfaces.openid.showing import choices, never_given
from app.surfaces.openid.signing_in import LOGIN, came_from_sign_in, has_to_sign_in, mark_of_login
from app.wiring import current_platform
from chain.ids import Address
from wallet.openid.redirects import origin_of
from wallet.openid.scopes import parse_scopes

_LONGEST = 2_500  # of the whole question; it has to go along to the sign-in page and back
Page = str | tuple[str, int] | Response


@blueprint.get("/openid/authorize")
@limiter.limit("60 per minute", key_func=per_person)
def ask() -> Page:
    account, asked = signed_in_account(), server(signed_in_at())
    grant = checked(asked, account.address if account else None)
    if isinstance(grant, Response):
        return grant
    is_silent = request.args.get("prompt") == "none"
    if acting() is not None:  # a guardian signs in nowhere as the ward
        return _back(asked, grant, LoginRequiredError()) if is_silent else _to_oneself(grant)
    if account is None or has_to_sign_in(asked.signed_in_at):
        return _back(asked, grant, LoginRequiredError()) if is_silent else _to_sign_in(grant)
    service, scopes = grant.client.service, parse_scopes(grant.request.scope)
    openid = current_platform().openid
    if service.is_in_test and not openid.may_try(account.address, service):
        return render_template("openid/in_test.html", service=service), 403
    wants_question = "consent" in request.args.get("prompt", "").split()
    if wants_question or openid.consents.is_needed(account.address, grant.client, scopes):
        return _back(asked, grant, ConsentRequiredError()) if is_silent else question(grant, account.address)
    return answered(asked, grant, account.address)


@blueprint.post("/openid/authorize")
@csrf.exempt  # type: ignore[untyped-decorator]  # it changes nothing: the same question, by GET
def ask_by_form() -> Response:
    """Source: OpenID Connect Core 3.1.2.1: the question may come as a form as well."""
    wanted = [(name, value) for name, values in request.form.lists() for value in values]
    return redirect("/openid/authorize?" + urlencode(wanted), 303)


@blueprint.post("/openid/signins")
@limiter.limit("20 per minute", key_func=per_person)
def sign_in_again() -> Response:
    """Out here, to the sign-in page, and back to the question."""
    current_platform().wallet.sign_out(session_token())
    return forget_signed_in(redirect(_sign_in_address(), 303))


def signed_in_at() -> Any:
    return current_platform().wallet.account_of_session.opened_at(session_token())


def checked(asked: Server, account: Address | None) -> Any:
    """The question as Authlib has understood it, or the answer when there is something wrong with it. Nobody is sent to
    an address that the service has not registered."""
    if len(request.query_string) > _LONGEST:
        return answer(400, _("サービスからの依頼が長すぎます。サービスに知らせてください。"))
    try:
        grant = asked.get_consent_grant(end_user=account)
    except OAuth2Error as error:
        if error.redirect_uri:
            return asked.refuse(error)
        words = _("このサービスからのサインインの依頼に誤りがあるため、止めました。何も伝えていません。（%(error)s）")
        return answer(400, words % {"error": error.error})
    if error_code := unsupported():
        return _back(asked, grant, OAuth2Error(error=error_code))
    return grant


def question(grant: Any, account: Address) -> str:
    """The page on which the person decides."""
    form_target(origin_of(grant.redirect_uri))
    return render_template(
        "openid/consent.html",
        service=grant.client.service,
        choices=choices(grant.client, account, parse_scopes(grant.request.scope)),
        never=never_given(),
        here=url_for("openid.decide") + "?" + request.query_string.decode(),
        account=signed_in_account(),
        back_to=origin_of(grant.redirect_uri),
    )


def answered(asked: Server, grant: Any, account: Address | None) -> Response:
    """Back to the service with a code, or with a refusal where there is no account."""
    response: Response = asked.create_authorization_response(grant.request, grant_user=account, grant=grant)
    if not came_from_sign_in():
        return response
    # A form's answer may not lead to another site (form-action), and the sign-in page's form led here.
    return make_response(render_template("openid/on_the_way.html", address=response.headers["Location"]))


def _back(asked: Server, grant: Any, error: OAuth2Error) -> Response:
    error.redirect_uri, error.state = grant.redirect_uri, request.args.get("state")
    return asked.refuse(error)


def _to_sign_in(grant: Any) -> Page:
    if signed_in_account() is None:
        return redirect(_sign_in_address(), 303)
    here = url_for("openid.sign_in_again") + "?" + request.query_string.decode()
    return render_template("openid/sign_in_again.html", service=grant.client.service, here=here)


def _to_oneself(grant: Any) -> Page:
    form_target(origin_of(grant.redirect_uri))
    here = url_for("openid.ask") + "?" + request.query_string.decode()
    return render_template("openid/acting.html", service=grant.client.service, here=here), 403


def _sign_in_address() -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != LOGIN]
    wanted = url_for("openid.ask") + "?" + urlencode([*kept, (LOGIN, mark_of_login())])
    return "/signin?" + urlencode({"next": wanted})
