"""The place at which somebody is let in, and the scan of a code there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chain.ids import Address, MunicipalityCode
from marketplace.services.admission.errors import DoorClosed, ScanInvalid

SIGNATURE_LIFE = timedelta(minutes=30)  # from signing to the block: long enough for a node that is away
_LONGEST_NONCE = 64
_LONGEST_OFFLINE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Door:
    """A shop, and who stands there for it; nobody where a connected service lets people in."""

    merchant_id: int
    municipality: MunicipalityCode
    staff: Address | None
    is_open: bool

    def require_open(self) -> None:
        """Raises: DoorClosed."""
        if not self.is_open:
            raise DoorClosed()

    def serves(self, place: int, municipality: MunicipalityCode) -> bool:
        """A place of 0 is any of the municipality."""
        return place == self.merchant_id or (place == 0 and municipality == self.municipality)


@dataclass(frozen=True, slots=True)
class Scan:
    """`nonce` is made once a scan: whoever sends it again gets the same answer. `at`: when it was, if it comes late."""

    code: str
    nonce: str
    at: datetime | None = None

    def moment(self, now: datetime) -> datetime:
        """When it was, as far as that can be believed."""
        return now if self.at is None else min(now, max(self.at, now - _LONGEST_OFFLINE))

    def check(self) -> None:
        """Raises: ScanInvalid."""
        if not 16 <= len(self.nonce) <= _LONGEST_NONCE or not self.nonce.isascii():
            raise ScanInvalid("form")
