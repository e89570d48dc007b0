"""For which years somebody may ask for a receipt of a project, and which a town has issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import business_date, from_unix
from chain.ids import Address, MunicipalityCode
from chain.indexer.finality import finalized_block
from chain.units import Yen
from marketplace.errors import ProjectUnknown
from marketplace.models.projects import MilestonePaid, ProjectCancelled, ProjectPledged
from marketplace.models.projects.receipts import DonationReceipt, PaidStep, handed_over
from marketplace.models.projects.rules import ProjectState
from marketplace.queries.projects.views import ProjectView, project_view

_GRACE = timedelta(days=1)  # until what was paid on the last day of a year is surely seen


@dataclass(frozen=True, slots=True)
class ReceiptYear:
    """What of one person's pledges was handed over in a year. `hindrance`: why no receipt can be issued yet, a reason
    of ReceiptNotDue, or empty."""

    year: int
    steps: Sequence[PaidStep]
    receipt: DonationReceipt | None
    hindrance: str

    @property
    def total(self) -> Yen:
        return Yen(sum(int(step.amount) for step in self.steps))


def receipt_years(
    session: Session, number: int, supporter: Address, now: datetime
) -> tuple[ProjectView, list[ReceiptYear]]:
    """The newest year first. Raises: ProjectUnknown, also for who has pledged nothing to it."""
    view = project_view(session, number, now)
    pledged = select(func.sum(ProjectPledged.amount)).filter_by(number=number, supporter=supporter)
    own = Yen(int(session.scalar(pledged) or 0))
    if not int(own):
        raise ProjectUnknown(number)
    paid = select(MilestonePaid).filter_by(number=number).order_by(MilestonePaid.milestone)
    facts = session.scalars(paid).all()
    steps = [PaidStep(one.milestone, one.amount, business_date(from_unix(one.block_time))) for one in facts]
    issued = {one.year: one for one in session.scalars(_of(number, supporter))}
    is_final = all(one.block_number <= finalized_block(session) for one in facts)
    is_over = view.state is ProjectState.DONE or _is_surely_given_up(session, number)
    years = []
    for year, group in groupby(handed_over(own, view.raised, steps), key=lambda step: step.day.year):
        own_steps = list(group)
        is_past = year < business_date(now - _GRACE).year
        years.append(
            ReceiptYear(year, own_steps, issued.get(year), _hindrance(own_steps, is_over or is_past, is_final))
        )
    return view, years[::-1]


def issued_by(session: Session, town: MunicipalityCode, year: int) -> Sequence[DonationReceipt]:
    found = select(DonationReceipt).filter_by(municipality=town, year=year).order_by(DonationReceipt.serial)
    return session.scalars(found).all()


def years_issued_by(session: Session, town: MunicipalityCode) -> list[int]:
    """The newest first."""
    years = select(DonationReceipt.year).filter_by(municipality=town).distinct()
    return sorted(session.scalars(years), reverse=True)


def _hindrance(steps: Sequence[PaidStep], is_complete: bool, is_final: bool) -> str:
    if not sum(int(step.amount) for step in steps):
        return "nothing"
    if not is_complete:
        return "steps_follow"
    return "" if is_final else "not_final"


def _is_surely_given_up(session: Session, number: int) -> bool:
    block = session.scalar(select(ProjectCancelled.block_number).filter_by(number=number))
    return block is not None and block <= finalized_block(session)


def _of(number: int, supporter: Address) -> Select[DonationReceipt]:
    return select(DonationReceipt).filter_by(project_number=number, supporter=supporter)
