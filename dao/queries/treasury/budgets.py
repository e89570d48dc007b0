"""A year's plan beside what was spent: by heading, and what no heading was named for. Sums to the year's spending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.units import Yen
from dao.models import Community, Proposal
from dao.models.treasury import span_of_fiscal_year
from dao.models.treasury.plans import BudgetLine, BudgetPlan, SpendingHeading
from dao.queries.treasury.lines import TreasuryLine, payments_of


@dataclass(frozen=True, slots=True)
class Revision:
    plan: BudgetPlan
    lines: Sequence[BudgetLine]
    adopted_by: Proposal | None

    @property
    def total(self) -> Yen:
        return Yen(sum(int(line.amount) for line in self.lines))


@dataclass(frozen=True, slots=True)
class SpentLine:
    """`line`: its words and amount; one of an earlier plan where the present one has it no more, then nothing is
    planned for it."""

    line: BudgetLine
    planned: Yen
    spent: Yen

    @property
    def left(self) -> int:
        """Negative where more was spent than planned."""
        return int(self.planned) - int(self.spent)


@dataclass(frozen=True, slots=True)
class Budget:
    """`revisions`: newest first, empty without a plan. `unnamed`: spent under no heading."""

    year: int
    revisions: Sequence[Revision]
    lines: Sequence[SpentLine]
    unnamed: Yen

    @property
    def newest(self) -> Revision | None:
        return self.revisions[0] if self.revisions else None

    @property
    def planned(self) -> Yen:
        return Yen(sum(int(line.planned) for line in self.lines))

    @property
    def spent(self) -> Yen:
        return Yen(sum(int(line.spent) for line in self.lines) + int(self.unnamed))


@dataclass(frozen=True, slots=True)
class Headings:
    """Under which heading proposals count: what was said last, and the heading in its newest words."""

    said: Mapping[int, SpendingHeading]
    words: Mapping[int, BudgetLine]

    @classmethod
    def behind(cls, session: Session, community: Community, lines: Iterable[TreasuryLine]) -> Headings:
        said = headings_of(session, {line.paid_for.id for line in lines if line.paid_for is not None})
        return cls(said, {line.heading_id: line for line in newest_lines(session, community)})

    def of(self, line: TreasuryLine) -> BudgetLine | None:
        said = self.said.get(line.paid_for.id) if line.paid_for is not None else None
        return self.words.get(said.heading_id) if said is not None and said.heading_id is not None else None


def budget_of(session: Session, community: Community, year: int) -> Budget:
    revisions = _revisions(session, community, year)
    spent = _spent(session, community, year)
    planned = list(revisions[0].lines) if revisions else []
    dropped = set(spent) - {line.heading_id for line in planned} - {None}
    former = [line for line in newest_lines(session, community) if line.heading_id in dropped]
    lines = [SpentLine(line, line.amount, Yen(spent.get(line.heading_id, 0))) for line in planned]
    lines += [SpentLine(line, Yen(0), Yen(spent.get(line.heading_id, 0))) for line in former]
    return Budget(year, revisions, lines, Yen(spent.get(None, 0)))


def newest_lines(session: Session, community: Community) -> list[BudgetLine]:
    """Each heading there ever was, in its newest words; those of newer plans first."""
    found = (
        select(BudgetLine)
        .join(BudgetPlan, BudgetPlan.id == BudgetLine.plan_id)
        .where(BudgetPlan.community_id == community.id)
        .order_by(BudgetPlan.fiscal_year.desc(), BudgetPlan.revision.desc(), BudgetLine.position)
    )
    newest: dict[int, BudgetLine] = {}
    for line in session.scalars(found):
        newest.setdefault(line.heading_id, line)
    return list(newest.values())


def headings_of(session: Session, proposals: Iterable[int]) -> Mapping[int, SpendingHeading]:
    """What was said last, by proposal."""
    last = (
        select(func.max(SpendingHeading.id))
        .where(SpendingHeading.proposal_row.in_(list(proposals)))
        .group_by(SpendingHeading.proposal_row)
    )
    found = session.scalars(select(SpendingHeading).where(SpendingHeading.id.in_(last)))
    return {said.proposal_row: said for said in found}


def _spent(session: Session, community: Community, year: int) -> Mapping[int | None, int]:
    paid = payments_of(session, community, span_of_fiscal_year(year))
    named = headings_of(session, {line.paid_for.id for line in paid if line.paid_for is not None})
    sums: dict[int | None, int] = defaultdict(int)
    for line in paid:
        said = named.get(line.paid_for.id) if line.paid_for is not None else None
        sums[said.heading_id if said else None] += int(line.movement.amount)
    return sums


def _revisions(session: Session, community: Community, year: int) -> list[Revision]:
    found = (
        select(BudgetPlan, Proposal)
        .outerjoin(Proposal, Proposal.id == BudgetPlan.proposal_row)
        .where(BudgetPlan.community_id == community.id, BudgetPlan.fiscal_year == year)
        .order_by(BudgetPlan.revision.desc())
    )
    plans = session.execute(found).all()
    lines: dict[int, list[BudgetLine]] = defaultdict(list)
    written = select(BudgetLine).where(BudgetLine.plan_id.in_([plan.id for plan, _ in plans]))
    for line in session.scalars(written.order_by(BudgetLine.plan_id, BudgetLine.position)):
        lines[line.plan_id].append(line)
    return [Revision(plan, lines[plan.id], proposal) for plan, proposal in plans]
