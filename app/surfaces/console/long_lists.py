"""Lists of up to 100,000 people, and the pictures of a contest, are larger than anything else that is sent here: only
officers send them, and only to where a campaign takes its list and a poll its pictures."""

from __future__ import annotations

from typing import Any

from flask import request

from app.access import signed_in_account
from app.surfaces.console import blueprint
from app.wiring import current_platform
from wallet import Role

LARGEST_LIST = 32 * 1024 * 1024  # 100,000 rows of 300 bytes
_WHERE = ("console.choose_people", "console.upload_list", "console.open_poll")


@blueprint.url_value_preprocessor
def allow_long_list(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the form, which the check against forged requests does first."""
    if request.method == "POST" and endpoint in _WHERE and values and _is_officer(values["code"]):
        request.max_content_length = LARGEST_LIST


def _is_officer(code: str) -> bool:
    account = signed_in_account()
    return account is not None and current_platform().wallet.has_role(account.address, Role.OFFICER, code)
