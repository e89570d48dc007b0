"""The account: signing in and out, one's own page, signing acts, and the mail box of the embedded default."""

from __future__ import annotations

from flask import Blueprint, request

from app.access import signed_in_account

blueprint = Blueprint("account", __name__)


@blueprint.before_app_request
def know_the_account() -> None:
    """Before anything is said: the language of a page follows the account."""
    if request.endpoint not in ("static", None) and request.blueprint != "health":
        signed_in_account()


from app.surfaces.account import (  # noqa: E402,F401  (they add their routes)
    key,
    mail,
    own_data,
    passkeys,
    profile,
    second_factor,
    second_factor_setup,
    sign,
    signin,
    siwe,
)
