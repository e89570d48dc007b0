"""The indexer: takes logs off the chain and hands them to projectors, one database transaction a step.

A step plans from what the database says, asks the node without holding a lock, and writes only if the database still
says the same: so any number of indexers may run on one database and only one of them advances.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from chain.client import NodeClient, RpcError
from chain.clock import Clock
from chain.db import Database
from chain.deployments import IDENTIFYING_BLOCK, Deployments
from chain.errors import NodeUnavailable, WrongChain
from chain.indexer import metrics, storing
from chain.indexer.collecting import Collected, Collector, records
from chain.indexer.finality import finalized_block
from chain.indexer.planning import Plan, common_ancestor, has_left_chain, plan_step
from chain.indexer.projector import LogRecord, Projector
from chain.indexer.reading import ChainReader, Header, InconsistentAnswer
from chain.indexer.watching import Abis, WatchList, watch_deployments
from chain.settings import Settings

_FEW_LOGS, _MANY_LOGS = 5_000, 20_000  # a step wants to be between the two
_LONGEST_WAIT_SECONDS = 5.0
_log = structlog.get_logger(__name__)


class Outcome(Enum):
    ADVANCED = "advanced"
    COMPLETE = "complete"  # everything the node has is projected
    OVERTAKEN = "overtaken"  # another indexer wrote first


class Indexer:
    def __init__(
        self,
        db: Database,
        client: NodeClient,
        deployments: Deployments,
        projectors: Sequence[Projector],
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._db = db
        self._client = client
        self._deployments = deployments
        self._projectors = {one.name: one for one in projectors}
        self._settings = settings
        self._clock = clock
        self._abis = Abis(deployments.all_abis())
        self._reader = ChainReader(client, settings.index_batch_blocks)
        self._is_our_chain = False
        self._complete_at = clock.now()

    def step(self) -> bool:
        """Project one range of blocks; True if anything changed. After an exception nothing did: call it again.

        Raises: NodeUnavailable, RpcError, InconsistentAnswer; WrongChain, which no repetition helps.
        """
        return self._step() is Outcome.ADVANCED

    def run(self, stop: threading.Event) -> None:
        """Step until `stop` is set. A node or database that fails is tried again, ever more slowly up to 5 s.

        Raises: WrongChain, and whatever a projector raises.
        """
        self._keep_stepping(stop, until_complete=False)

    def catch_up(self, stop: threading.Event | None = None) -> None:
        """Step until everything the node has is projected. Otherwise as `run`."""
        self._keep_stepping(stop or threading.Event(), until_complete=True)

    def rebuild(self, stop: threading.Event | None = None) -> None:
        """Take every projection back to nothing and project the chain again. Identical rows come out.

        Pages see rows come back while it runs; an indexer beside it does no harm.
        """
        with self._db.write() as session:
            storing.take_turn(session)
            for projector in self._projectors.values():
                projector.rewind(session, -1)
            storing.forget_everything(session)
        self._is_our_chain = False
        self.catch_up(stop)

    def _keep_stepping(self, stop: threading.Event, *, until_complete: bool) -> None:
        failures = 0
        while not stop.is_set():
            outcome = None
            try:
                outcome = self._step()
                failures = 0
            except (NodeUnavailable, RpcError, InconsistentAnswer, OperationalError) as error:
                failures += 1
                self._note_failure(error, failures)
            if outcome is Outcome.COMPLETE and until_complete:
                return
            if outcome is not Outcome.ADVANCED:
                stop.wait(min(self._settings.index_poll_seconds * 2**failures, _LONGEST_WAIT_SECONDS))

    def _step(self) -> Outcome:
        self._require_our_chain()
        with self._db.read() as session:
            state = storing.read_state(session)
        plan = self._plan(state)
        if plan.is_empty and not state.late:
            self._report(plan, min(plan.cursors.values(), default=plan.node_head.number), None)
            return Outcome.COMPLETE
        with _no_garbage_collection():
            return self._take(state, plan)

    def _take(self, state: storing.State, plan: Plan) -> Outcome:
        wanted = frozenset(key for name in plan.group for key in self._projectors[name].events)
        watch_list = WatchList(self._abis, wanted, [one for one in state.watched if one.from_block <= plan.last])
        found = self._collect(plan, watch_list)
        logs = list(records(found, watch_list))
        if not self._write(state, plan, found, logs):
            return Outcome.OVERTAKEN
        self._adapt(plan, found)
        metrics.EVENTS.inc(len(logs))
        self._report(plan, max(plan.first - 1, plan.last), found.headers[-1] if found.headers else None)
        return Outcome.ADVANCED

    def _plan(self, state: storing.State) -> Plan:
        newest, at_top = self._reader.blocks("latest", max(state.top, 0))
        if newest is None:
            raise InconsistentAnswer(state.top, "there is no newest block")
        with self._db.read() as session:
            at_newest = storing.block_hash(session, newest.number)
        ancestor = None
        if has_left_chain(state, newest, at_top, at_newest):
            ancestor = common_ancestor(self._db, self._reader, min(state.top, newest.number))
            if ancestor == state.top:
                raise InconsistentAnswer(state.top, "it was another one a moment ago")
        start = self._deployments.first_block() - 1
        projectors = list(self._projectors.values())
        return plan_step(state, projectors, start, newest, ancestor, self._reader.span)

    def _collect(self, plan: Plan, watch_list: WatchList) -> Collected:
        if plan.first > plan.last:
            return Collected([])
        checks = self._settings.index_check_crowded_blocks
        found = Collector(self._reader, watch_list, checks_crowded_blocks=checks).collect(plan.first, plan.last)
        with self._db.read() as session:
            ours = storing.hashes_between(session, plan.first - 1, plan.last)
        if plan.ancestor is not None:
            ours = {number: known for number, known in ours.items() if number <= plan.ancestor}
        theirs = {plan.first - 1: found.headers[0].parent_hash} | {one.number: one.hash for one in found.headers}
        for number, known in ours.items():
            if theirs[number] != known:
                raise InconsistentAnswer(number, "it is another block than the one projected")
        return found

    def _write(self, state: storing.State, plan: Plan, found: Collected, logs: list[LogRecord]) -> bool:
        """One transaction: rewind, apply, remember. False when the database is not as planned for any more."""
        with self._db.write() as session:
            storing.take_turn(session)
            if storing.read_state(session) != state:
                return False
            self._rewind(session, state, plan)
            self._apply(session, plan, logs)
            storing.keep_blocks(session, found.headers)
            storing.keep_created(session, found.created)
            storing.mark_caught_up(session, state.late)
            reached = {name: max(plan.first - 1, plan.last) for name in plan.group}
            storing.set_cursors(session, {**plan.cursors, **reached})
            storing.keep_head(session, self._deployments, plan.node_head, self._settings.finality_blocks)
        return True

    def _rewind(self, session: Session, state: storing.State, plan: Plan) -> None:
        for name, last_kept_block in plan.rewinds.items():
            self._projectors[name].rewind(session, last_kept_block)
        if plan.ancestor is None:
            return
        depth, final = state.top - plan.ancestor, finalized_block(session)
        storing.forget_blocks(session, plan.ancestor)
        metrics.REORGS.inc()
        metrics.REWIND_DEPTH.observe(depth)
        _log.warning("chain_reorganised", depth=depth, common_ancestor=plan.ancestor)
        if plan.ancestor < final:
            metrics.BROKEN_FINALITY.inc()
            _log.error("final_blocks_left_the_chain", final=final, common_ancestor=plan.ancestor)

    def _apply(self, session: Session, plan: Plan, logs: list[LogRecord]) -> None:
        for name in plan.group:
            projector = self._projectors[name]
            wanted = [log for log in logs if (log.contract, log.event) in projector.events]
            if wanted:
                projector.apply(session, wanted)

    def _adapt(self, plan: Plan, found: Collected) -> None:
        count = found.log_count()
        if count > _MANY_LOGS:
            self._reader.narrow(plan.last - plan.first + 1)
        elif count < _FEW_LOGS:
            self._reader.widen()

    def _require_our_chain(self) -> None:
        """Once, and again after the node failed, since another one may answer now."""
        if self._is_our_chain:
            return
        ours = self._deployments
        asked = [("eth_chainId", []), ("eth_getBlockByNumber", [hex(IDENTIFYING_BLOCK), False])]
        chain_id, block_one = self._client.batch(asked)
        advice = "point MUSUBI_CHAIN_RPC_URL at its node, or start over with `make reset`"
        if int(chain_id, 16) != ours.chain_id:
            raise WrongChain(f"id of the chain ({advice})", ours.chain_id, int(chain_id, 16))
        if block_one is None or block_one["hash"] != ours.block_one_hash:
            raise WrongChain(
                f"first block of the chain ({advice})", ours.block_one_hash, block_one and block_one["hash"]
            )
        with self._db.write() as session:
            projected = storing.projected_chain(session)
            watch_deployments(session, ours)
        if projected not in (None, (ours.chain_id, ours.block_one_hash)):
            advice = "the database shows another one; `musubi index --rebuild` projects this one"
            raise WrongChain(f"chain ({advice})", projected, (ours.chain_id, ours.block_one_hash))
        self._is_our_chain = True

    def _note_failure(self, error: Exception, failures: int) -> None:
        self._is_our_chain = False
        metrics.NODE_FAULTS.labels(kind=type(error).__name__).inc()
        metrics.LAG_SECONDS.set((self._clock.now() - self._complete_at).total_seconds())
        if failures in (1, 10) or failures % 100 == 0:
            _log.warning("indexing_failed", error=str(error).splitlines()[0], failures=failures)

    def _report(self, plan: Plan, reached: int, last: Header | None) -> None:
        metrics.HEAD_BLOCK.set(plan.node_head.number)
        metrics.LAG_BLOCKS.set(max(0, plan.node_head.number - reached))
        if reached >= plan.node_head.number:
            self._complete_at = self._clock.now()
        behind = plan.node_head.time - last.time if last is not None else 0
        metrics.LAG_SECONDS.set(max(0, behind))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A step makes very many objects and no cycle among them; looking for cycles would take a fifth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
