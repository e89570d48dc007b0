"""The door of a shop, and what it says about a scan: welcome, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import localized
from app.surfaces.terminal.person import person_at_till
from app.surfaces.terminal.shop import shop_of
from app.wiring import current_platform
from marketplace.services.admission.admit_ticket import Admitted
from marketplace.services.admission.door import Door, Scan
from marketplace.services.admission.redeem_right import Redeemed
from marketplace.services.holding.right_code import PREFIX as RIGHT
from points.models import MerchantState


@dataclass(frozen=True, slots=True)
class Welcome:
    """`what` in large letters; `left`: what remains, in words."""

    what: str
    detail: str
    count: int
    left: str
    at: datetime


def door_of(merchant_id: int) -> Door:
    shop = shop_of(merchant_id)
    is_open = shop.state == MerchantState.OPEN
    return Door(merchant_id, shop.municipality, person_at_till(merchant_id).address, is_open)


def is_right(code: str) -> bool:
    return code.strip().startswith(f"{RIGHT}.")


def let_in(door: Door, scan: Scan, leg: int, count: int) -> Welcome:
    """Raises: Invalid, NotAdmitted."""
    admission = current_platform().marketplace.admission
    if is_right(scan.code):
        return _of_right(admission.redeem_right.redeem(door, scan))
    return _of_ticket(admission.admit_ticket.admit(door, scan, leg, count))


def _of_ticket(done: Admitted) -> Welcome:
    detail = f"{localized(done.fare, 'name')} · {localized(done.leg, 'name')}"
    left = ngettext("残り%(num)s枚", "残り%(num)s枚", done.left) if done.left else str(_("これで全部です"))
    return Welcome(localized(done.service, "name"), detail, done.count, left, done.at)


def _of_right(done: Redeemed) -> Welcome:
    serial = _("通し番号 %(serial)s", serial=done.token_id)
    if done.left is None:
        left = str(_("回数の決まりはありません"))
    else:
        left = ngettext("残り%(num)s回", "残り%(num)s回", done.left) if done.left else str(_("これで全部です"))
    return Welcome(localized(done.collection, "name"), str(serial), 1, left, done.at)
