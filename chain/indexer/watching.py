"""Whose logs are read: deployed contracts, contracts of communities, and clones that our contracts create."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chain.deployments import Deployments
from chain.ids import Address
from chain.indexer.bloom import bits_of
from chain.indexer.decoding import Decode, decoder_of, topic_of
from chain.indexer.models import WatchedContract
from chain.indexer.reading import Log

# (contract, event) that creates a contract -> [(parameter with its address, name of its ABI)]
CREATIONS: dict[tuple[str, str], list[tuple[str, str]]] = {
    ("Market", "CollectionCreated"): [("collection", "Collection")],
}


@dataclass(frozen=True, slots=True)
class Watched:
    address: Address
    contract: str
    from_block: int


@dataclass(frozen=True, slots=True)
class EventReader:
    contract: str
    event: str
    decode: Decode


class Abis:
    """Decoders of every event of every contract, made once."""

    def __init__(self, abis: dict[str, list[dict[str, Any]]]) -> None:
        self._by_contract = {
            name: {
                topic_of(item): EventReader(name, item["name"], decoder_of(item))
                for item in abi
                if item["type"] == "event" and not item.get("anonymous")
            }
            for name, abi in abis.items()
        }

    def wanted_of(self, contract: str, events: frozenset[tuple[str, str]]) -> dict[str, EventReader]:
        """Readers by first topic of those events of `contract` that somebody wants."""
        known = self._by_contract.get(contract, {})
        return {topic: reader for topic, reader in known.items() if (contract, reader.event) in events}


class WatchList:
    """The contracts and events one reading of a range is about; grows when a log in it creates a contract."""

    def __init__(self, abis: Abis, events: frozenset[tuple[str, str]], watched: Iterable[Watched]) -> None:
        self._abis = abis
        self._events = events | CREATIONS.keys()
        self.readers: dict[str, dict[str, EventReader]] = {}  # by address in lower case, then first topic
        self.addresses: dict[str, Address] = {}
        self.topics: set[str] = set()
        self._creating: set[str] = set()  # first topics of events that create contracts
        self.masks: list[tuple[int, list[int]]] = []  # bloom bits of an address, and of each topic wanted from it
        for one in watched:
            self.add(one)

    def add(self, one: Watched) -> bool:
        """True when logs of this contract have to be read and were not before."""
        readers = self._abis.wanted_of(one.contract, self._events)
        key = one.address.lower()
        if not readers or key in self.readers:
            return False
        self.readers[key] = readers
        self.addresses[key] = one.address
        self.topics |= readers.keys()
        self._creating |= {topic for topic, reader in readers.items() if (one.contract, reader.event) in CREATIONS}
        self.masks.append((bits_of(key), [bits_of(topic) for topic in readers]))
        return True

    def reader_of(self, log: Log) -> EventReader | None:
        topics = log["topics"]
        readers = self.readers.get(log["address"])
        return readers.get(topics[0]) if readers and topics else None

    def created_by(self, logs: Iterable[Log]) -> list[Watched]:
        """The contracts that these logs say were created."""
        created: list[Watched] = []
        for log in logs:
            if not log["topics"] or log["topics"][0] not in self._creating:
                continue
            reader = self.reader_of(log)
            if reader is None or (reader.contract, reader.event) not in CREATIONS:
                continue
            values, block = reader.decode(log["topics"], log["data"]), int(log["blockNumber"], 16)
            for parameter, contract in CREATIONS[reader.contract, reader.event]:
                created.append(Watched(values[parameter], contract, block))
        return created


def watch(session: Session, address: Address, contract: str, from_block: int, created_block: int | None = None) -> None:
    """Read logs of `contract` at `address` from `from_block` on; does nothing when it is watched already.

    When projectors are past that block, they go back to it once.
    """
    values = {
        "address": address,
        "contract": contract,
        "from_block": from_block,
        "created_block": created_block,
        "is_caught_up": created_block is not None,
    }
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(WatchedContract).values(values).on_conflict_do_nothing(index_elements=["address"]))


def watch_deployments(session: Session, deployments: Deployments) -> None:
    """Watch what was deployed, communities' own contracts too. Call it again after deploying more."""
    for name, deployed in deployments.contracts.items():
        watch(session, deployed.address, name, deployed.block)
    for community in deployments.communities:
        watch(session, community.governor, "RegionGovernor", community.block)
        watch(session, community.timelock, "Timelock", community.block)
        watch(session, community.guardian, "TownGuardian", community.block)


def watched_contracts(session: Session) -> list[tuple[Watched, bool]]:
    """Each with whether projectors have gone back for it where they had to."""
    columns = (
        WatchedContract.address,
        WatchedContract.contract,
        WatchedContract.from_block,
        WatchedContract.is_caught_up,
    )
    found = session.execute(select(*columns).order_by(WatchedContract.from_block, WatchedContract.address))
    return [(Watched(address, contract, block), is_caught_up) for address, contract, block, is_caught_up in found]
