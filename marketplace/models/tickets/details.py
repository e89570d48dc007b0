"""What a service (航路・体験・宿) is, and the terms of its fares and slots, as an officer writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any

from chain.errors import Invalid
from marketplace.models.kinds import Kind

SERVICE_KINDS = (Kind.TICKET, Kind.STAY, Kind.TOURISM)
MOST_LEGS = 7
MOST_SEATS = 20
WHOLE = 10_000  # basis points


@dataclass(frozen=True, slots=True)
class ServiceDetail:
    """`languages`: as people read them, such as 日本語・English. `online_address` is shown to those who booked alone.

    Times of a stay are "15:00".
    """

    place_ja: str
    place_en: str
    meeting_ja: str = ""
    meeting_en: str = ""
    guide_ja: str = ""
    guide_en: str = ""
    languages: str = ""
    minutes: int = 0
    is_online: bool = False
    online_address: str = ""
    check_in: str = ""
    check_out: str = ""
    needs_register: bool = False  # 宿泊者名簿

    def check(self, kind: Kind) -> None:
        """Raises: Invalid naming the field."""
        if kind not in SERVICE_KINDS:
            raise Invalid("kind", "not_sold", kind=kind.value)
        if not self.place_ja.strip() and not self.is_online:
            raise Invalid("place_ja", "empty")
        if self.is_online and not self.online_address.startswith("https://"):
            raise Invalid("online_address", "not_https")
        if not 0 <= self.minutes <= 60 * 24 * 14:
            raise Invalid("minutes", "out_of_range")
        if kind is Kind.STAY and not (self.check_in and self.check_out):
            raise Invalid("check_in", "empty")


@dataclass(frozen=True, slots=True)
class Leg:
    """One part that is cancelled (消込) by itself. `place`: merchant id of who admits; 0 = anywhere of the service."""

    name_ja: str
    name_en: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class RefundRule:
    """Until so many seconds before the start (or the end of an open ticket) this part of the price comes back."""

    seconds_before: int
    basis_points: int

    @property
    def percent(self) -> str:
        return f"{self.basis_points / 100:g}"


def check_refunds(rules: Sequence[RefundRule]) -> None:
    """The longest time first, and never more back for waiting longer. Raises: Invalid (refunds)."""
    for rule in rules:
        if not 0 < rule.basis_points <= WHOLE or rule.seconds_before < 0:
            raise Invalid("refunds", "out_of_range")
    for earlier, later in pairwise(rules):
        if later.seconds_before >= earlier.seconds_before or later.basis_points > earlier.basis_points:
            raise Invalid("refunds", "order")


def refund_of(price: int, rules: Sequence[RefundRule], begins_at: int, now: int) -> int:
    """What one ticket of `price` returns at `now`, rounded down, as the contract has it: by the first rule whose time
    is still before the beginning.

    Units: yen or points; unix seconds. `begins_at`: of the slot, or the end of an open ticket.
    """
    for rule in rules:
        if now + rule.seconds_before < begins_at:
            return price * rule.basis_points // WHOLE
    return 0


def slot_price(price: int, price_basis_points: int) -> int:
    """A fare's price on a slot, rounded down as in the contract."""
    return price * price_basis_points // WHOLE


def to_json(parts: Sequence[Leg] | Sequence[RefundRule]) -> list[dict[str, Any]]:
    return [asdict(part) for part in parts]


def detail_of(found: dict[str, Any]) -> ServiceDetail:
    """A field this version does not know is ignored."""
    known = {field.name for field in fields(ServiceDetail)}
    return ServiceDetail(**{name: value for name, value in found.items() if name in known})
