"""From simulated entries to the transactions that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chain.ids import Address
from chain.outbox import RelayEntry
from chain.relayer.batching import BatchPolicy

_OWN_GAS = 30_000  # for what grows between simulation and block, and for the batch's own loop


@dataclass(slots=True)
class Parcel:
    """One transaction to be: its entries, in order, and the gas they need together."""

    to: Address
    policy: BatchPolicy | None = None
    entries: list[RelayEntry] = field(default_factory=list)
    estimated: int = 0
    identities: set[bytes] = field(default_factory=set)

    @property
    def gas(self) -> int:
        return self.estimated * 5 // 4 + _OWN_GAS

    def calldata(self) -> bytes:
        if len(self.entries) == 1 or self.policy is None:
            return self.entries[0].calldata
        return self.policy.calldata([entry.batch_item for entry in self.entries])

    def takes(self, identity: bytes, estimated: int, gas_cap: int) -> bool:
        assert self.policy is not None
        fits = (self.estimated + estimated) * 5 // 4 + _OWN_GAS <= gas_cap
        return fits and len(self.entries) < self.policy.max_items and identity not in self.identities


def pack(
    simulated: Iterable[tuple[RelayEntry, int]], policies: Mapping[str, BatchPolicy], gas_cap: int
) -> list[Parcel]:
    """Batch what may be batched. An entry that was in a transaction before goes alone, so that it fails alone.

    The members' own estimates, each with the 21,000 of a whole transaction, add up to more than the batch needs; an
    estimate of the batch would be too low, because it succeeds even when members run out of gas.
    """
    parcels: list[Parcel] = []
    open_parcels: dict[tuple[str, Address], Parcel] = {}
    for entry, estimated in simulated:
        policy = policies.get(entry.batch_kind) if entry.attempts == 0 else None
        if policy is None:
            parcels.append(Parcel(entry.to_address, None, [entry], min(estimated, gas_cap)))
            continue
        identity = policy.identity(entry.batch_item)
        where = (entry.batch_kind, entry.to_address)
        parcel = open_parcels.get(where)
        if parcel is None or not parcel.takes(identity, estimated, gas_cap):
            parcel = open_parcels[where] = Parcel(entry.to_address, policy)
            parcels.append(parcel)
        parcel.entries.append(entry)
        parcel.estimated += estimated
        parcel.identities.add(identity)
    return parcels
