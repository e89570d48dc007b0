"""Which range comes next for whom, and who goes back how far."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.ids import Address
from chain.indexer.planning import Plan, has_left_chain, plan_step
from chain.indexer.projector import LogRecord
from chain.indexer.reading import Header
from chain.indexer.storing import State
from chain.indexer.watching import Watched

_START = 9


class _Reader:
    def __init__(self, name: str, contract: str = "Market") -> None:
        self.name = name
        self.events = frozenset({(contract, "Sold")})

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        raise AssertionError

    def rewind(self, session: Session, last_kept_block: int) -> None:
        raise AssertionError


def _header(number: int, fork: str = "a") -> Header:
    return Header(number, f"0x{fork}{number}", f"0x{fork}{number - 1}", 0, 0, [])


def _state(cursors: dict[str, int], late: list[Watched] | None = None) -> State:
    top = max(cursors.values(), default=-1)
    return State(cursors, [], late or [], top, f"0xa{top}" if top >= 0 else "")


def _plan(
    cursors: dict[str, int], *, head: int, ancestor: int | None = None, late: list[Watched] | None = None
) -> Plan:
    projectors = [_Reader("sales"), _Reader("cards", "Collection")]
    return plan_step(_state(cursors, late), projectors, _START, _header(head), ancestor, 50)


def test_fresh_database_begins_at_the_first_deployment() -> None:
    plan = _plan({}, head=200)
    assert (plan.first, plan.last) == (10, 59)
    assert set(plan.group) == {"sales", "cards"}


def test_new_projector_catches_up_alone_and_stops_where_the_other_stands() -> None:
    plan = _plan({"sales": 30}, head=200)
    assert (plan.group, plan.first, plan.last) == (["cards"], 10, 30)


def test_nothing_is_read_at_the_head() -> None:
    assert _plan({"sales": 30, "cards": 30}, head=30).is_empty


def test_node_that_fell_behind_is_waited_for() -> None:
    assert _plan({"sales": 30, "cards": 30}, head=20).is_empty


def test_reorg_takes_everybody_above_the_ancestor_back() -> None:
    plan = _plan({"sales": 30, "cards": 12}, head=31, ancestor=25)
    assert plan.rewinds == {"sales": 25}
    assert (plan.group, plan.first, plan.last) == (["cards"], 13, 25)


def test_reorg_without_ancestor_begins_again() -> None:
    plan = _plan({"sales": 30, "cards": 30}, head=31, ancestor=-1)
    assert plan.rewinds == {"sales": _START, "cards": _START}
    assert plan.first == _START + 1


def test_contract_watched_late_takes_back_only_those_who_want_its_events() -> None:
    late = [Watched(Address("0x" + "1" * 40), "Collection", 20)]
    plan = _plan({"sales": 30, "cards": 30}, head=30, late=late)
    assert plan.rewinds == {"cards": 19}
    assert (plan.group, plan.first, plan.last) == (["cards"], 20, 30)


def test_chain_was_left_when_our_newest_block_is_another_one() -> None:
    assert has_left_chain(_state({"sales": 30}), _header(31, "b"), _header(30, "b"), "")
    assert not has_left_chain(_state({"sales": 30}), _header(31), _header(30), "")


def test_chain_was_left_when_a_shorter_chain_ends_in_another_block() -> None:
    assert has_left_chain(_state({"sales": 30}), _header(28, "b"), None, "0xa28")
    assert not has_left_chain(_state({"sales": 30}), _header(28), None, "0xa28")


def test_fresh_database_has_left_nothing() -> None:
    assert not has_left_chain(_state({}), _header(28), None, "")
