"""What the dao domain needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode


class FinalBlock(Protocol):
    def __call__(self, session: Session) -> int:
        """The newest indexed block that counts as final; -1 before there is one."""
        ...


class BlockMaker(Protocol):
    def __call__(self) -> None:
        """Ask the devnet for a block; nothing to do on a network that makes its own."""
        ...


class PayeeKind(StrEnum):
    TOWN = "town"
    MERCHANT = "merchant"
    COMMUNITY = "community"  # another community's treasury


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody known by name to whom a treasury may pay."""

    address: Address
    name_ja: str
    name_en: str
    kind: PayeeKind


class Directory(Protocol):
    """Names for addresses; the dao domain itself knows people and shops only by address."""

    def payees(self) -> Sequence[Payee]: ...

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]:
        """What to call these addresses, in the reader's language; unknown ones are left out."""
        ...


class CardHolders(Protocol):
    def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> Sequence[str]:
        """The cards (ambassador card, digital resident card) of these towns that somebody holds, each by a name of its
        own; read in the caller's transaction."""
        ...
