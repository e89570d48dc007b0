"""Words that papers and pages of the money desk share."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from points.zengin import AccountKind

ACCOUNT_KINDS = {
    AccountKind.ORDINARY: _l("普通"),
    AccountKind.CURRENT: _l("当座"),
    AccountKind.SAVINGS: _l("貯蓄"),
    AccountKind.OTHER: _l("その他"),
}


def account_kind(kind: int) -> str:
    return str(ACCOUNT_KINDS[AccountKind(kind)])


def percent(basis_points: int) -> str:
    """150 is 1.5%."""
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") + "%"
