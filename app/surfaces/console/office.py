"""Whose console it is: the municipality in the address. Its officers act; operators of the platform may look."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role, signed_in_account
from app.audit import watch
from app.errors import sentence
from app.wiring import current_platform
from chain.contracts.typed_data import TypedData
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.signing import ToSign
from wallet import Role

View = TypeVar("View", bound=Callable[..., Any])


def for_officers(view: View) -> View:
    """The view gets its `code` as a MunicipalityCode; everybody who is no officer of it is refused."""
    return requires_role(Role.OFFICER, scope="code")(_with_municipality(view))


def for_readers(view: View) -> View:
    """As `for_officers`, and operators of the platform may look. Not for pages that name people."""
    for_them = for_officers(view)

    @wraps(view)
    def called(code: str, **kwargs: Any) -> Any:
        account = signed_in_account()
        if account is None or not current_platform().wallet.has_role(account.address, Role.OPERATOR, ""):
            return for_them(code=code, **kwargs)
        watch(account.address, Role.OPERATOR, code)
        return _with_municipality(view)(code, **kwargs)

    return cast("View", called)


def _with_municipality(view: View) -> View:
    @wraps(view)
    def called(code: str, **kwargs: Any) -> Any:
        try:
            return view(MunicipalityCode(code), **kwargs)
        except Invalid as error:
            if error.field == "municipality":
                abort(404)
            raise

    return cast("View", called)


def page(template: str, code: MunicipalityCode, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        town = platform.municipalities.by_code(session, [code]).get(code)
    may_act = platform.wallet.has_role(current_account().address, Role.OFFICER, str(code))
    return render_template(template, code=str(code), town=town, may_act=may_act, **values)


def ask_to_sign(
    prepare: Callable[[], ToSign],
    words: Callable[[], list[tuple[str, str]]],
    *,
    back: str,
    title: str,
    purpose: str,
    consequence: str,
) -> AnyResponse:
    """What `prepare` asks for, on the page where it is signed; what stands in the way is said on the page `back`.
    `words` are read after `prepare`, which may fix them."""
    try:
        asked = prepare()
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(back, 303)
    return to_signature(
        asked.typed_data,
        title=title,
        words=words(),
        purpose=purpose,
        subject=asked.subject,
        return_to=back,
        consequence=consequence,
    )


def to_signature(
    typed_data: TypedData,
    *,
    title: str,
    words: list[tuple[str, str]],
    purpose: str,
    subject: str,
    return_to: str,
    consequence: str = "",
) -> AnyResponse:
    """Lead the officer to the page on which this act is shown in plain words and signed."""
    request_id = current_platform().wallet.request_signature(
        current_account().address,
        typed_data,
        words=words,
        title=title,
        consequence=consequence,
        purpose=purpose,
        subject=subject,
        return_to=return_to,
    )
    return redirect(f"/sign/{request_id}", 303)
