"""What movements are called, and how other people are named."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.wiring import current_platform
from chain.ids import Address
from points.models import MovementKind

KINDS = {
    MovementKind.GRANT: _l("付与"),
    MovementKind.CLAIM: _l("付与"),
    MovementKind.PAYMENT: _l("支払い"),
    MovementKind.REFUND: _l("返金"),
    MovementKind.SETTLEMENT: _l("精算"),
    MovementKind.EXPIRY: _l("期限切れ"),
    MovementKind.GIFT: _l("譲渡"),
}
_SHOWN_LETTERS = 1


def masked_names(addresses: set[Address]) -> dict[Address, str]:
    """Enough to know somebody again, too little to learn who a stranger is."""
    names = current_platform().points.directory.names(addresses)
    return {address: _masked(names.get(address, "")) for address in addresses}


def _masked(name: str) -> str:
    if name.startswith("M-"):  # a member number, which the giver has typed
        return name
    return name[:_SHOWN_LETTERS] + "＊＊" if name else "＊＊"
