"""Simulations for pages: the node is asked once a proposal and block, however many people look."""

from __future__ import annotations

from threading import Lock

from chain.db import Database
from chain.indexer.finality import head
from dao.models import Community, Proposal
from dao.models.simulation import Simulation
from dao.services.simulate_actions import SimulateActions

_MOST_KEPT = 200


class KeptSimulations:
    """Kept until the tables show a newer block; between two blocks nothing can come out differently. Nothing that
    decides is taken from here: an execution is tried anew."""

    def __init__(self, db: Database, trial: SimulateActions) -> None:
        self._db = db
        self._trial = trial
        self._lock = Lock()
        self._kept: dict[int, tuple[int, Simulation]] = {}  # by proposal: block, and what came out

    def of(self, community: Community, proposal: Proposal) -> Simulation:
        """Never fails, as `SimulateActions.simulate`; what the node did not answer is not kept."""
        with self._db.read() as session:
            found = head(session)
        block = found.indexed if found else -1
        with self._lock:
            kept_at, kept = self._kept.get(proposal.id, (-1, None))
        if kept is not None and kept_at == block:
            return kept
        simulation = self._trial.simulate(community, proposal.actions, proposal.words.names)
        if simulation.is_tried:
            self._keep(proposal.id, block, simulation)
        return simulation

    def _keep(self, number: int, block: int, simulation: Simulation) -> None:
        with self._lock:
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[number] = (block, simulation)
