"""Which town offers what, so that a treasury's income can be told by town."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from chain.indexer.projector import LogRecord
from dao.models.treasury import SellingTown, origin_key


@dataclass(frozen=True, slots=True)
class Offered:
    """Its town is said by the log, or is that of what it belongs to."""

    key: str
    municipality: int | None = None
    belongs_to: str = ""


class TownBook:
    """Towns by key: those of this range of blocks, and those that were kept before."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, MunicipalityCode | None] = {"": None}

    def note(self, offered: Offered) -> MunicipalityCode | None:
        number = offered.municipality
        town = self.of(offered.belongs_to) if number is None else MunicipalityCode.from_number(number)
        self._known[offered.key] = town
        return town

    def of(self, key: str) -> MunicipalityCode | None:
        if key not in self._known:
            kept = select(SellingTown.municipality).filter_by(key=key).limit(1)
            self._known[key] = self._session.scalar(kept)
        return self._known[key]


def sold_where(log: LogRecord) -> Offered | None:
    """What this log puts on offer; None when nothing."""
    args = log.args
    match log.event:
        case "CollectionCreated":
            return Offered(origin_key("collection", args["collection"]), args["municipality"])
        case "ListingOpened":
            return Offered(
                origin_key("listing", args["listingId"]), belongs_to=origin_key("collection", args["collection"])
            )
        case "AuctionOpened":
            return Offered(
                origin_key("auction", args["auctionId"]), belongs_to=origin_key("collection", args["collection"])
            )
        case "ProjectOpened":
            return Offered(origin_key("project", args["projectId"]), args["municipality"])
        case "OfferingOpened":
            return Offered(origin_key("offering", args["offeringId"]), args["municipality"])
        case "ServiceOpened":
            return Offered(origin_key("service", args["serviceId"]), args["municipality"])
        case "FareOpened":
            return Offered(origin_key("fare", args["fareId"]), belongs_to=origin_key("service", args["serviceId"]))
        case _:
            return None
