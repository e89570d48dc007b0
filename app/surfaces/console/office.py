"""Whose console it is: the municipality in the address, and only for its officers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role
from app.wiring import current_platform
from chain.contracts.typed_data import TypedData
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from wallet import Role

View = TypeVar("View", bound=Callable[..., Any])


def for_officers(view: View) -> View:
    """The view gets its `code` as a MunicipalityCode; everybody who is no officer of it is refused."""

    @wraps(view)
    def called(code: str, **kwargs: Any) -> Any:
        try:
            return view(MunicipalityCode(code), **kwargs)
        except Invalid as error:
            if error.field == "municipality":
                abort(404)
            raise

    return cast("View", requires_role(Role.OFFICER, scope="code")(called))


def page(template: str, code: MunicipalityCode, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        town = platform.municipalities.by_code(session, [code]).get(code)
    return render_template(template, code=str(code), town=town, **values)


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
