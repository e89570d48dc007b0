"""Which process gives out the nonces of which signer: leases in the database, checked again inside every write."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock
from chain.db import Database
from chain.errors import ChainError
from chain.ids import Address
from chain.relayer.models import RelaySigner
from chain.relayer.signing import SigningKey

_SEARCH_SECONDS = 0.5  # between two looks for a free signer
_log = structlog.get_logger("relayer")


class LeaseLost(ChainError):
    """Another process gives out this signer's nonces now."""

    def __init__(self, signer: Address) -> None:
        super().__init__(f"the lease of signer {signer} is lost")
        self.signer = signer


def process_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


class SignerLeases:
    """Keys that several processes know are shared out evenly; one that no living process holds is taken over."""

    def __init__(
        self,
        db: Database,
        client: NodeClient,
        clock: Clock,
        keys: Sequence[SigningKey],
        *,
        lease_seconds: float,
        process: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.process = process or process_name()
        self.held: dict[Address, SigningKey] = {}
        self._keys = {key.address: key for key in keys}
        self._db = db
        self._client = client
        self._clock = clock
        self._lease = timedelta(seconds=lease_seconds)
        self._renew_seconds = lease_seconds / 4
        self._monotonic = monotonic
        self._looked_at = float("-inf")
        self._has_rows = False

    def renew(self) -> None:
        """Prolong what is held, take what is free; cheap when called often."""
        interval = self._renew_seconds if len(self.held) == len(self._keys) else _SEARCH_SECONDS
        if self._monotonic() - self._looked_at < interval:
            return
        if not self._has_rows:
            self._make_rows()
        with self._db.write() as session:
            rows = list(session.scalars(self._rows().with_for_update()))
            now = self._clock.now()
            self._give_and_take(rows, now)
            self._wish(rows, now)
        self._remember({row.address for row in rows if row.claimed_by == self.process})
        self._looked_at = self._monotonic()

    def release(self) -> None:
        """Let others have them at once."""
        with self._db.write() as session:
            for row in session.scalars(self._rows().with_for_update()):
                if row.claimed_by == self.process:
                    row.claimed_by, row.lease_until = "", None
        self.held.clear()

    def fence(self, session: Session, signer: Address) -> RelaySigner:
        """The signer's row, locked, if it is still ours. Every write about a signer's transactions begins here.

        Raises: LeaseLost.
        """
        held = select(RelaySigner).where(RelaySigner.address == signer, RelaySigner.claimed_by == self.process)
        row = session.scalar(held.with_for_update())
        if row is None:
            self.held.pop(signer, None)
            raise LeaseLost(signer)
        return row

    def _rows(self) -> Select[RelaySigner]:
        return select(RelaySigner).where(RelaySigner.address.in_(self._keys)).order_by(RelaySigner.address)

    def _make_rows(self) -> None:
        counts = self._client.batch([("eth_getTransactionCount", [address, "pending"]) for address in self._keys])
        rows = [
            {"address": address, "next_nonce": int(count, 16), "claimed_by": "", "wanted_by": "", "paused_reason": ""}
            for address, count in zip(self._keys, counts, strict=True)
        ]
        insert = sqlite.insert if self._db.is_sqlite else postgresql.insert
        with self._db.write() as session:
            session.execute(insert(RelaySigner).values(rows).on_conflict_do_nothing(index_elements=["address"]))
        self._has_rows = True

    def _give_and_take(self, rows: Sequence[RelaySigner], now: datetime) -> None:
        mine = sum(row.claimed_by == self.process for row in rows)
        for row in rows:
            if row.claimed_by == self.process:
                if row.wanted_by and mine > 1:  # reserved for who wants it, until the lease would have ended
                    row.claimed_by, mine = "", mine - 1
                row.lease_until = now + self._lease
            elif self._may_take(row, now):
                row.claimed_by, row.wanted_by, row.lease_until = self.process, "", now + self._lease

    def _may_take(self, row: RelaySigner, now: datetime) -> bool:
        if row.lease_until is None or row.lease_until < now:
            return True
        if not row.claimed_by:
            return row.wanted_by in ("", self.process) or _is_gone(row.wanted_by)
        return _is_gone(row.claimed_by)

    def _wish(self, rows: Sequence[RelaySigner], now: datetime) -> None:
        """Ask for one signer of a process that has at least two more."""
        counts = Counter(row.claimed_by for row in rows if row.claimed_by)
        if not counts or any(row.wanted_by == self.process for row in rows):
            return
        richest, most = counts.most_common(1)[0]
        if most >= counts[self.process] + 2:
            next(row for row in rows if row.claimed_by == richest).wanted_by = self.process

    def _remember(self, addresses: set[Address]) -> None:
        for address in addresses ^ self.held.keys():
            _log.info("signer " + ("taken" if address in addresses else "given up"), signer=address)
        self.held = {address: key for address, key in self._keys.items() if address in addresses}


def _is_gone(process: str) -> bool:
    """True when the process ran on this machine and runs no more; one elsewhere is gone when its lease is over."""
    host, pid, _ = process.rsplit(":", 2)
    if host != socket.gethostname() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
