"""An officer takes up a grant that an executed proposal opened: it is drafted as the proposal says, then checked and
signed as any grant of the town."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.hashing import keccak
from chain.ids import Address, MunicipalityCode
from dao.models import Milestone
from dao.models.grants import ProposalGrant, Whom, equal_share
from dao.models.grants.errors import GrantNotOpen, GrantUnknown
from dao.ports import Holders, ThanksGrants, ThanksOrder
from dao.queries.membership.belonging import Belonging
from dao.queries.standings import Standing, standing_of
from dao.queries.voting_power import votes_at

_TITLE_JA, _TITLE_EN = "提案による付与：", "Opened by a proposal: "


class OpenGrant:
    """Callers have checked that the officer acts for the town."""

    def __init__(
        self, db: Database, clock: Clock, grants: ThanksGrants, belonging: Belonging, holders: Holders
    ) -> None:
        self._db = db
        self._clock = clock
        self._grants = grants
        self._belonging = belonging
        self._holders = holders

    def draft(self, municipality: MunicipalityCode, officer: Address, proposal: int, place: int) -> int:
        """Returns: the campaign to be checked and signed; the same one whenever it is asked for again.

        Raises: GrantUnknown, GrantNotOpen, Invalid (whom, amount, program); DomainError where the program refuses it.
        """
        with self._db.read() as session:
            row = _grant(session, municipality, proposal, place)
            if row.campaign is not None:
                return row.campaign
            standing = standing_of(session, proposal, unix(self._clock.now()))
            if Milestone.EXECUTED not in standing.milestones:
                raise GrantNotOpen(proposal)
            people = sorted(self._people(session, row, standing))
        self._require_room(municipality, row)
        campaign = self._grants.draft(_order(row, standing, officer, people))  # in transactions of its own
        with self._db.write() as session:
            kept = _grant(session, municipality, proposal, place)
            kept.campaign, kept.drafted_by, kept.drafted_at = campaign, officer, self._clock.now()
        return campaign

    def _people(self, session: Session, row: ProposalGrant, standing: Standing) -> Collection[Address]:
        community = standing.community
        assert standing.schedule is not None
        match row.whom:
            case Whom.WRITTEN:
                return ()
            case Whom.MEMBERS:
                found: Collection[Address] = self._belonging.everyone(session, community)
            case Whom.HOLDERS:
                found = votes_at(session, community.collection, standing.schedule.snapshot).keys()
            case _:
                found = self._holders.residents_of(session, [row.municipality])
        people = set(found) - {community.timelock, community.governor}
        if not people:
            raise Invalid("whom", "nobody_to_grant")
        if equal_share(row.amount, len(people)) == 0:
            raise Invalid("amount", "too_little_to_share", people=len(people), amount=row.amount)
        return people

    def _require_room(self, municipality: MunicipalityCode, row: ProposalGrant) -> None:
        program = next((one for one in self._grants.programs(municipality) if one.program == row.program), None)
        if program is None:
            raise Invalid("program", "no_such_program")
        if row.amount > program.left:
            raise Invalid("amount", "thanks_exceed", needed=row.amount, left=program.left)


def _grant(session: Session, municipality: MunicipalityCode, proposal: int, place: int) -> ProposalGrant:
    row = session.get(ProposalGrant, (proposal, place))
    if row is None or row.municipality != str(municipality):
        raise GrantUnknown(proposal, place)
    return row


def _order(row: ProposalGrant, standing: Standing, officer: Address, people: list[Address]) -> ThanksOrder:
    proposal = standing.proposal
    key = keccak(f"musubi.proposal.grant:{proposal.governor}:{proposal.proposal_id}:{row.place}".encode())
    return ThanksOrder(
        municipality=MunicipalityCode(row.municipality),
        officer=officer,
        program=row.program,
        each=equal_share(row.amount, len(people)),
        people=people,
        title_ja=_TITLE_JA + proposal.title_ja,
        title_en=_TITLE_EN + (proposal.title_en or proposal.title_ja),
        key=key,
        whom="proposal",
    )
