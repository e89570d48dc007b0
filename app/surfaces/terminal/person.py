"""Who stands at the till. The device is signed in as the shop's staff; where the shop has cashiers, one of them has
typed a PIN on it. A shop without cashiers is one person, its own manager."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import g, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role, session_token
from app.wiring import current_platform
from chain.errors import Forbidden
from chain.ids import Address
from points.models import Cashier
from points.queries.till_totals import cashiers_of
from wallet import Role

View = TypeVar("View", bound=Callable[..., Any])

_KEPT = "till"
_FRESH = timedelta(minutes=10)  # who signed in by mail or wallet just now is the manager, whatever PIN was forgotten


@dataclass(frozen=True, slots=True)
class AtTill:
    """`cashier_id` is None where nobody needed a PIN."""

    address: Address
    cashier_id: int | None
    name: str
    is_manager: bool


requires_staff = requires_role(Role.MERCHANT_STAFF, scope="merchant_id")


def requires_till(view: View) -> View:
    """Somebody stands at the till; else it asks who."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if at_till(kwargs["merchant_id"]) else _ask_who(kwargs["merchant_id"])

    return requires_staff(cast("View", checked))


def requires_manager(view: View) -> View:
    """The shop's manager stands at the till, or has signed in within the last minutes.

    Raises (in the view): Forbidden.
    """

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        person = at_till(kwargs["merchant_id"])
        if (person and person.is_manager) or has_just_signed_in():
            return view(*args, **kwargs)
        if person is None:
            return _ask_who(kwargs["merchant_id"])
        raise Forbidden("act as the shop's manager", person.address)

    return requires_staff(cast("View", checked))


def at_till(merchant_id: int) -> AtTill | None:
    """Looked up once a request."""
    known = g.setdefault("at_till", {})
    if merchant_id not in known:
        known[merchant_id] = _find(merchant_id)
    return cast("AtTill | None", known[merchant_id])


def person_at_till(merchant_id: int) -> AtTill:
    """As above, in a view that requires somebody: who only signed in just now acts under the account's name."""
    account = current_account()
    return at_till(merchant_id) or AtTill(account.address, None, _name(account.address), True)


def put_at_till(merchant_id: int, cashier: Cashier) -> None:
    """This browser is now this cashier's, until somebody else's turn or another PIN."""
    session[_KEPT] = {"shop": merchant_id, "cashier": cashier.id, "pin": cashier.pin_set_at.isoformat()}
    g.pop("at_till", None)


def leave_till() -> None:
    session.pop(_KEPT, None)
    g.pop("at_till", None)


def has_just_signed_in() -> bool:
    platform = current_platform()
    opened = platform.wallet.account_of_session.opened_at(session_token())
    return opened is not None and platform.clock.now() < opened + _FRESH


def _find(merchant_id: int) -> AtTill | None:
    address = current_account().address
    with current_platform().db.read() as read:
        cashiers = [one for one in cashiers_of(read, merchant_id) if one.is_active]
    if not cashiers:
        return AtTill(address, None, _name(address), True)
    kept = session.get(_KEPT) or {}
    for one in cashiers:
        if kept == {"shop": merchant_id, "cashier": one.id, "pin": one.pin_set_at.isoformat()}:
            return AtTill(address, one.id, one.name, one.is_manager)
    return None


def _name(address: Address) -> str:
    return current_platform().wallet.names({address}).get(address, "")


def _ask_who(merchant_id: int) -> AnyResponse:
    where = url_for("terminal.ask_who", merchant_id=merchant_id)
    if request.headers.get("HX-Request"):
        answer = make_response("", 401)
        answer.headers["HX-Redirect"] = where
        return answer
    return redirect(where, 303)
