"""What a transfer of yen to a treasury was, by the log right before or after it in the same block.

The contracts emit `SharePaid` directly before the transfer of that share, `Resold` before the royalty and the fee, and
`PledgeReturned` directly after the transfer; yen tokens emit one log a transfer. A payment without such a neighbour is
a grant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chain.indexer.projector import LogRecord
from dao.models.treasury import MovementKind, origin_key


@dataclass(frozen=True, slots=True)
class Origin:
    """`key`: what was sold, as `origin_key` writes it; "" when nothing was."""

    kind: MovementKind
    key: str = ""


class Surroundings:
    """The logs of a range of whole blocks, by their place."""

    def __init__(self, logs: Sequence[LogRecord]) -> None:
        self._at = {(log.block_number, log.log_index): log for log in logs}
        self._listing_of = {
            (log.block_number, log.args["purchaseId"]): log.args["listingId"] for log in logs if log.event == "Sold"
        }
        self._offering_of = {
            (log.block_number, log.args["purchaseId"]): log.args["offeringId"]
            for log in logs
            if log.event == "TokensBought"
        }

    def origin_of(self, transfer: LogRecord) -> Origin:
        for offset, told in _TELLERS:
            log = self._at.get((transfer.block_number, transfer.log_index + offset))
            if log is None or log.tx_hash != transfer.tx_hash or log.address != transfer.args["from"]:
                continue
            origin = told(self, log, transfer)
            if origin is not None:
                return origin
        return Origin(MovementKind.GRANT)

    def share(self, log: LogRecord, transfer: LogRecord) -> Origin | None:
        if log.event != "SharePaid" or (log.args["payee"], log.args["amount"]) != _taken(transfer):
            return None
        sale_id = log.args["saleId"]
        if log.contract == "Crowdfund":
            return Origin(MovementKind.PROJECT, origin_key("project", int.from_bytes(sale_id, "big")))
        if log.contract == "TokenSale":
            offering = self._offering_of.get((log.block_number, sale_id), 0)
            return Origin(MovementKind.SALE, origin_key("offering", offering))
        if log.contract == "TicketInventory":
            return Origin(MovementKind.TICKETS, origin_key("fare", int.from_bytes(sale_id, "big") >> 32))
        listing = self._listing_of.get((log.block_number, sale_id))
        if listing is not None:
            return Origin(MovementKind.SALE, origin_key("listing", listing))
        return Origin(MovementKind.AUCTION, origin_key("auction", int.from_bytes(sale_id, "big")))

    def royalty(self, log: LogRecord, transfer: LogRecord) -> Origin | None:
        if log.event != "Resold":
            return None
        royalty, fee = log.args["royalty"], log.args["fee"]
        if royalty and transfer.args["value"] == royalty:
            return Origin(MovementKind.ROYALTY, origin_key("collection", log.args["collection"]))
        if not royalty and fee and transfer.args["value"] == fee:
            return Origin(MovementKind.RESALE_FEE, origin_key("collection", log.args["collection"]))
        return None

    def fee_after_royalty(self, log: LogRecord, transfer: LogRecord) -> Origin | None:
        if log.event != "Resold" or not log.args["royalty"] or transfer.args["value"] != log.args["fee"]:
            return None
        return Origin(MovementKind.RESALE_FEE, origin_key("collection", log.args["collection"]))

    def returned(self, log: LogRecord, transfer: LogRecord) -> Origin | None:
        is_it = log.event == "PledgeReturned" and (log.args["supporter"], log.args["amount"]) == _taken(transfer)
        return Origin(MovementKind.RETURNED, origin_key("project", log.args["projectId"])) if is_it else None


_Teller = Callable[[Surroundings, LogRecord, LogRecord], Origin | None]
_TELLERS: tuple[tuple[int, _Teller], ...] = (
    (-1, Surroundings.share),
    (-1, Surroundings.royalty),
    (-2, Surroundings.fee_after_royalty),
    (1, Surroundings.returned),
)


def _taken(transfer: LogRecord) -> tuple[str, int]:
    return transfer.args["to"], transfer.args["value"]
