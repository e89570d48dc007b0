"""Who supports a project: for everybody (names that supporters wish to show), for one supporter, and for the town."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from chain.clock import Clock, unix
from chain.ids import Address
from chain.indexer.finality import finalized_block
from chain.units import Yen
from marketplace.errors import PledgeUnknown
from marketplace.models import OrderState
from marketplace.models.projects import (
    CrowdfundWithdrawn,
    Pledge,
    PledgeReturned,
    ProjectPledged,
    ProjectThanked,
)


@dataclass(frozen=True, slots=True)
class SupporterLine:
    """One pledge on chain. Without a row of ours (`pledge` None) it was made elsewhere and has no name."""

    fact: ProjectPledged
    pledge: Pledge | None

    @property
    def shown_name(self) -> str:
        return self.pledge.shown_name if self.pledge and not self.pledge.is_hidden else ""

    @property
    def message(self) -> str:
        return self.pledge.message if self.pledge and not self.pledge.is_hidden else ""


@dataclass(frozen=True, slots=True)
class PledgeView:
    """`state`: the row's, or confirmed and final from the ledger."""

    pledge: Pledge
    state: OrderState
    has_expired: bool  # was not signed in time
    fact: ProjectPledged | None

    @property
    def is_on_chain(self) -> bool:
        return self.fact is not None


@dataclass(frozen=True, slots=True)
class OwnSupport:
    """What one supporter has in one project."""

    pledges: list[PledgeView]
    total: Yen  # on chain
    returned: PledgeReturned | None
    thanked: ProjectThanked | None


def newest_supporters(session: Session, number: int, *, limit: int, offset: int = 0) -> list[SupporterLine]:
    found = (
        select(ProjectPledged, Pledge)
        .outerjoin(Pledge, Pledge.pledge_id == ProjectPledged.pledge_id)
        .where(ProjectPledged.number == number)
        .order_by(ProjectPledged.block_number.desc(), ProjectPledged.log_index.desc())
        .options(lazyload(Pledge.project))  # its inner join would leave out those that were made elsewhere
    )
    return [SupporterLine(fact, pledge) for fact, pledge in session.execute(found.limit(limit).offset(offset))]


@dataclass(frozen=True, slots=True)
class SupporterRow:
    """A line of the town's list, with no more than its supporter wished to show. `pledge_id` None: made elsewhere."""

    pledge_id: int | None
    block_time: int
    amount: Yen
    shown_name: str
    message: str


def supporter_rows(session: Session, number: int) -> list[SupporterRow]:
    """All, the oldest first."""
    columns = (
        Pledge.id, ProjectPledged.block_time, ProjectPledged.amount, Pledge.shown_name, Pledge.message,
        Pledge.is_hidden,
    )  # fmt: skip
    found = (
        select(*columns)
        .select_from(ProjectPledged)
        .outerjoin(Pledge, Pledge.pledge_id == ProjectPledged.pledge_id)
        .where(ProjectPledged.number == number)
        .order_by(ProjectPledged.block_number, ProjectPledged.log_index)
    )
    return [
        SupporterRow(own, when, amount, *(("", "") if is_hidden or own is None else (name, words)))
        for own, when, amount, name, words, is_hidden in session.execute(found)
    ]


def supported_by(session: Session, supporter: Address) -> dict[int, Yen]:
    """What somebody has pledged on chain to each project, the newest pledge's project first."""
    total, newest = func.sum(ProjectPledged.amount), func.max(ProjectPledged.block_number)
    own = select(ProjectPledged.number, total).where(ProjectPledged.supporter == supporter)
    found = own.group_by(ProjectPledged.number).order_by(newest.desc())
    return {number: Yen(int(amount)) for number, amount in session.execute(found)}


def pledge_count(session: Session, number: int) -> int:
    return session.scalar(select(func.count()).select_from(ProjectPledged).filter_by(number=number)) or 0


def pledge_view(session: Session, clock: Clock, pledge_id: int, supporter: Address) -> PledgeView:
    """Raises: PledgeUnknown, also for anybody else's."""
    pledge = session.get(Pledge, pledge_id)
    if pledge is None or pledge.supporter != supporter:
        raise PledgeUnknown(pledge_id)
    return _view(session, clock, pledge)


def support_of(session: Session, clock: Clock, number: int, supporter: Address) -> OwnSupport:
    """The newest first; those never signed are left out."""
    own = select(Pledge).where(
        Pledge.project_number == number,
        Pledge.supporter == supporter,
        Pledge.state != OrderState.AWAITING_SIGNATURE,
    )
    total = select(func.sum(ProjectPledged.amount)).filter_by(number=number, supporter=supporter)
    return OwnSupport(
        pledges=[_view(session, clock, pledge) for pledge in session.scalars(own.order_by(Pledge.id.desc()))],
        total=Yen(int(session.scalar(total) or 0)),
        returned=session.scalar(select(PledgeReturned).filter_by(number=number, supporter=supporter)),
        thanked=session.scalar(select(ProjectThanked).filter_by(number=number, supporter=supporter)),
    )


def owed_to(session: Session, account: Address) -> Yen:
    """What the coin refused to give back to this account, of all projects, and still waits in the contract."""
    noted = select(func.sum(PledgeReturned.amount)).filter_by(supporter=account, is_owed=True)
    sent = select(func.sum(CrowdfundWithdrawn.amount)).filter_by(account=account)
    return Yen(max(0, int(session.scalar(noted) or 0) - int(session.scalar(sent) or 0)))


def _view(session: Session, clock: Clock, pledge: Pledge) -> PledgeView:
    fact = session.scalar(select(ProjectPledged).filter_by(pledge_id=pledge.pledge_id))
    state = pledge.state
    if fact is not None:
        state = OrderState.FINAL if fact.block_number <= finalized_block(session) else OrderState.CONFIRMED
    awaiting = state == OrderState.AWAITING_SIGNATURE
    return PledgeView(pledge, OrderState(state), awaiting and unix(clock.now()) >= pledge.valid_before, fact)
