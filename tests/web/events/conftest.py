"""Events need no chain: a community in the database, an officer, and people by number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chain.clock import unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models.events import Audience, EventKind
from dao.ports import CardSeries, ThanksOrder, ThanksProgram
from dao.queries.membership.belonging import Belonging
from dao.services.events.assembly import Events, assemble_events
from dao.services.events.write_event import EventDraft
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.governance import NoCards, NoHolders, TokenHolders


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


class OneSeries(TokenHolders):
    """Somebody holds a card of the only series; the community has a token."""

    series = CardSeries(Address("0x" + "5e" * 20), "薬草の会員証", "Herb club card", str(UDA))

    def __init__(self) -> None:
        super().__init__()
        self.holder: Address | None = None

    def series_of(self, session: object, towns: object) -> list[CardSeries]:
        return [self.series]

    def holds_one(self, session: object, account: object, series: object) -> bool:
        return account == self.holder


class Thanks:
    """One program, and what was drafted out of it."""

    def __init__(self) -> None:
        self.drafts: list[ThanksOrder] = []

    def programs(self, municipality: MunicipalityCode) -> list[ThanksProgram]:
        return [ThanksProgram(1, "来訪ポイント", "Points for visiting", 10_000)]

    def draft(self, order: ThanksOrder) -> int:
        self.drafts.append(order)
        return len(self.drafts)

    def progress(self, session: object, campaign: int) -> None:
        return None


class Planned:
    """Events of the board's town, which begin in a week."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.grants = Thanks()
        self.holders = OneSeries()
        self.events: Events = assemble_events(
            board.db, board.clock, Belonging(NoHolders()), NoCards(), self.grants, self.holders
        )

    def draft(self, **changed: object) -> EventDraft:
        begins = unix(self.board.clock.now() + timedelta(days=7))
        usual = EventDraft(
            EventKind.HARVEST, "ゆずの収穫", "The yuzu harvest", "ゆずを摘みます。", "", "道の駅", "", begins,
            begins + 3 * 3600, 2, 1, 24, Audience.EVERYBODY, None, None,
        )  # fmt: skip
        return replace(usual, **changed)  # type: ignore[arg-type]

    def write(self, **changed: object) -> int:
        officer = self.board.person(999)
        return self.events.write.write(self.board.slug, UDA, officer, self.draft(**changed))

    def state(self, number: int, person: Address) -> str:
        own = self.events.pages.event(number, person).own
        return str(own.state) if own else ""


@pytest.fixture
def planned(board: Board) -> Planned:
    return Planned(board)
