"""What the treasury's pages show. Read only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.units import Yen
from dao.errors import CommunityUnknown, TransactionUnknown
from dao.models import Community, TreasuryBalance
from dao.models.treasury import fiscal_year_of, span_of_fiscal_year
from dao.models.treasury.plans import BudgetLine
from dao.ports import FinalBlock
from dao.queries.treasuries import treasury_of
from dao.queries.treasury.budgets import Budget, Headings, budget_of, newest_lines
from dao.queries.treasury.checking import MovedOnChain, moved_on_chain
from dao.queries.treasury.lines import (
    TreasuryLine,
    all_lines,
    count_lines,
    lines_in_transaction,
    lines_of,
    payments_of,
)
from dao.queries.treasury.years import YearSums, year_sums, years_of

_LINES_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class TreasuryYearPage:
    """One fiscal year, a page of its lines, the newest first; `now` is what the treasury holds today."""

    community: Community
    now: TreasuryBalance
    years: Sequence[int]  # newest first
    sums: YearSums
    lines: Sequence[TreasuryLine]
    page: int
    pages: int
    budget: Budget
    headings: Headings


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """What officers plan with: the year's budget, each heading there ever was, and the year's payments."""

    community: Community
    budget: Budget
    known: Sequence[BudgetLine]
    payments: Sequence[TreasuryLine]
    headings: Headings


@dataclass(frozen=True, slots=True)
class TransactionPage:
    """What one transaction moved. `is_final`: no reorganisation of the chain can take it back."""

    community: Community
    tx_hash: bytes
    block_number: int
    block_time: int
    is_final: bool
    lines: Sequence[TreasuryLine]

    @property
    def income(self) -> Yen:
        return Yen(sum(int(line.movement.amount) for line in self.lines if line.movement.is_income))

    @property
    def spending(self) -> Yen:
        return Yen(sum(int(line.movement.amount) for line in self.lines if not line.movement.is_income))

    def agrees_with(self, chain: MovedOnChain) -> bool:
        ours = MovedOnChain(self.block_number, self.income, self.spending)
        return ours == chain


class TreasuryPages:
    def __init__(
        self, db: Database, clock: Clock, client: NodeClient, contracts: Contracts, final_block: FinalBlock
    ) -> None:
        self._db = db
        self._clock = clock
        self._client = client
        self._contracts = contracts
        self._final_block = final_block

    def year(self, slug: str, year: int | None, page: int) -> TreasuryYearPage:
        """The present year unless another is asked for; numbers outside the range become the nearest inside.

        Raises: CommunityUnknown.
        """
        now = unix(self._clock.now())
        with self._db.read() as session:
            community = _community(session, slug)
            years = years_of(session, community.timelock, now)
            shown = min(max(year if year is not None else years[-1], years[0]), years[-1])
            span = span_of_fiscal_year(shown)
            budget = budget_of(session, community, shown)
            pages = max(1, -(-count_lines(session, community, span) // _LINES_A_PAGE))
            page = min(max(page, 1), pages)
            lines = lines_of(session, community, span, _LINES_A_PAGE, (page - 1) * _LINES_A_PAGE)
            return TreasuryYearPage(
                community=community,
                now=treasury_of(session, community.timelock),
                years=list(reversed(years)),
                sums=year_sums(session, community.timelock, shown, now),
                lines=lines,
                page=page,
                pages=pages,
                budget=budget,
                headings=Headings.behind(session, community, lines),
            )

    def desk(self, slug: str, year: int) -> PlanDesk:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            community = _community(session, slug)
            payments = payments_of(session, community, span_of_fiscal_year(year))
            return PlanDesk(
                community,
                budget_of(session, community, year),
                newest_lines(session, community),
                payments,
                Headings.behind(session, community, payments),
            )

    def known_headings(self, slug: str) -> Sequence[BudgetLine]:
        """Those a proposer may choose from: of the plan of this year, or of the next. Raises: CommunityUnknown."""
        year = fiscal_year_of(unix(self._clock.now()))
        with self._db.read() as session:
            community = _community(session, slug)
            for planned in (year, year + 1):
                newest = budget_of(session, community, planned).newest
                if newest is not None:
                    return newest.lines
            return []

    def of_town(self, code: MunicipalityCode) -> Sequence[tuple[Community, Budget, Budget]]:
        """Those a town belongs to, with the budgets of this fiscal year and the next."""
        year = fiscal_year_of(unix(self._clock.now()))
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
            own = [row for row in rows if str(code) in row.towns]
            return [(row, budget_of(session, row, year), budget_of(session, row, year + 1)) for row in own]

    def community(self, slug: str) -> Community:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            return _community(session, slug)

    def lines(self, community: Community) -> Iterator[TreasuryLine]:
        """All there are, in the order of the chain."""
        with self._db.read() as session:
            yield from all_lines(session, community)

    def transaction(self, slug: str, tx_hash: bytes) -> TransactionPage:
        """Raises: CommunityUnknown; TransactionUnknown when it did not move this treasury's money."""
        with self._db.read() as session:
            community = _community(session, slug)
            lines = lines_in_transaction(session, community, tx_hash)
            if not lines:
                raise TransactionUnknown("0x" + tx_hash.hex())
            first = lines[0].movement
            is_final = first.block_number <= self._final_block(session)
            return TransactionPage(community, tx_hash, first.block_number, first.block_time, is_final, lines)

    def on_chain(self, page: TransactionPage) -> MovedOnChain | None:
        """Asks the node. None when it does not answer."""
        return moved_on_chain(self._client, self._contracts.yen.address, page.community.timelock, page.tx_hash)


def _community(session: Session, slug: str) -> Community:
    row = session.scalar(select(Community).filter_by(slug=slug))
    if row is None:
        raise CommunityUnknown(slug)
    return row
