"""Who looks at the page, for its frame: header and language work even when the database does not answer."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from app.access import acting, signed_in_account
from app.wiring import current_platform
from wallet import Account, Role


def viewer() -> Account | None:
    try:
        return signed_in_account()
    except SQLAlchemyError:
        return None


def roles_of_viewer() -> list[tuple[Role, str]]:
    account = viewer()
    if account is None or acting() is not None:
        return []  # offices and shops are nobody else's
    return current_platform().wallet.roles_of(account.address)
