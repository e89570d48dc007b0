"""Who is signed in, and who may see a page. The cookie holds a session's token; the session itself is a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, g, make_response, redirect, request, session
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response as AnyResponse

from app.audit import watch
from app.wiring import current_platform
from chain.errors import Forbidden, IdentityError, Invalid
from wallet import Account, Role
from wallet.errors import NotWhileActing
from wallet.models.browser_session import SESSION_LIFETIME
from wallet.services.family.act_as import Acting
from wallet.services.open_session import SignedIn
from wallet.services.request_signature import own_path
from wallet.tokens import token_hash

_FRESH = timedelta(minutes=15)
View = TypeVar("View", bound=Callable[..., Any])
# What of a visitor's session is kept when the visitor signs in: each is given the old session and the account.
ON_SIGN_IN: list[Callable[[Mapping[str, Any], Account], None]] = []


def session_cookie() -> str:
    """The cookie's name; with https the browser itself refuses to have it set by another host or path."""
    return "__Host-musubi-signin" if _is_secure() else "musubi_signin"


def session_token() -> str:
    return request.cookies.get(session_cookie(), "")


def signed_in_account() -> Account | None:
    """The account whose session this browser holds, or the ward it acts for; looked up once a request."""
    if "account" not in g:
        _look_up()
    return cast("Account | None", g.account)


def _look_up() -> None:
    wallet, token = current_platform().wallet, session_token()
    seen = wallet.account_of_session.seen(token) if token else None
    if seen is None or seen.waits:
        _remember(None)
        return
    acts = wallet.families.act_as.current(seen)
    _remember(acts.ward if acts else seen.account, seen.account, acts)


def _remember(account: Account | None, person: Account | None = None, acts: Acting | None = None) -> None:
    g.account, g.person, g.acting = account, person or account, acts


def person_here() -> Account | None:
    """Who sits at this browser: the guardian while acting for a ward, else as above."""
    account = signed_in_account()
    return cast("Account | None", g.get("person", account))


def acting() -> Acting | None:
    """For whom this browser acts, if it does."""
    signed_in_account()
    return cast("Acting | None", g.get("acting"))


def waiting_account() -> Account | None:
    """An officer who signed in here with one factor and still has to show the second. May do nothing else."""
    return current_platform().wallet.account_of_session.waiting(session_token())


def current_account() -> Account:
    """As above, in a view that requires sign-in."""
    account = signed_in_account()
    if account is None:
        raise IdentityError("sign_in_needed")
    return account


def per_person() -> str:
    """Whose requests a rate limit counts together: a shop's customers may share one network address."""
    account = signed_in_account()
    return account.address if account else get_remote_address()


def keep_signed_in(response: AnyResponse, signed_in: SignedIn) -> AnyResponse:
    """Give the browser its new session. What it carried before, a stranger may have planted: it is thrown away, but
    for what harms nobody (ON_SIGN_IN)."""
    carried = dict(session)
    session.clear()
    for keep in ON_SIGN_IN:
        keep(carried, signed_in.account)
    _remember(signed_in.account)
    response.set_cookie(
        session_cookie(),
        signed_in.token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        secure=_is_secure(),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def forget_signed_in(response: AnyResponse) -> AnyResponse:
    session.clear()
    _remember(None)
    response.delete_cookie(session_cookie(), secure=_is_secure(), httponly=True, samesite="Lax", path="/")
    return response


def is_freshly_signed_in() -> bool:
    """Has the person at this browser shown a short while ago who they are?"""
    account, token = person_here(), session_token()
    if account is None:
        return False
    platform = current_platform()
    now, here = platform.clock.now(), token_hash(token)
    return any(one.token_hash == here and now - one.created_at < _FRESH for one in platform.wallet.sessions_of(account))


def requires_sign_in(view: View) -> View:
    """Visitors are led to /signin and from there back to where they wanted to go."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if signed_in_account() is not None else _to_sign_in()

    return cast("View", checked)


def requires_role(role: Role, scope: str = "") -> Callable[[View], View]:
    """Only accounts with `role` for what the view's argument named `scope` says, e.g. its municipality code.

    Raises (in the view): Forbidden, NotWhileActing: an office is nobody else's.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            account = signed_in_account()
            if account is None:
                return _to_sign_in()
            if acting() is not None:
                raise NotWhileActing(f"act as {role}", account.address)
            where = str(kwargs[scope]) if scope else ""
            if not current_platform().wallet.has_role(account.address, role, where):
                raise Forbidden(f"act as {role} of {where}" if where else f"act as {role}", account.address)
            if role is Role.OFFICER:
                watch(account.address, role, where)
            return view(*args, **kwargs)

        return cast("View", checked)

    return decorate


def safe_path(target: str | None, otherwise: str = "/") -> str:
    """`target` when it is a path of this site, else `otherwise`: nobody is sent to another site from here."""
    try:
        return own_path(target or "")
    except Invalid:
        return otherwise


def _to_sign_in() -> Response:
    """Back to the page itself after a look, to the page with the form after a press of a button."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else _path_of(request.referrer)
    address = "/signin?" + urlencode({"next": safe_path(wanted)})
    if request.headers.get("HX-Request"):
        response = make_response("", 401)
        response.headers["HX-Redirect"] = "/signin?" + urlencode({"next": safe_path(_path_of(request.referrer))})
        return response
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        raise IdentityError("sign_in_needed")
    return make_response(redirect(address, 303))


def _path_of(referrer: str | None) -> str:
    parts = urlsplit(referrer or "")
    if parts.netloc and parts.netloc != request.host:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
