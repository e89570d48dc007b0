"""Which town stopped a proposal and why; and how far an officer's veto has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models import Proposal, Stage
from dao.models.vetoes import Veto, VetoFact
from dao.queries.standings import Standing, standing_of


@dataclass(frozen=True, slots=True)
class VetoView:
    """What the chain says, and the reason whose hash stands there; without `written` the reason is not known here."""

    fact: VetoFact
    written: Veto | None

    @property
    def municipality(self) -> MunicipalityCode:
        return self.fact.municipality


@dataclass(frozen=True, slots=True)
class VetoDesk:
    """What an officer of a town sees before signing."""

    standing: Standing
    own: Veto | None  # of this town, signed or not

    @property
    def is_under_way(self) -> bool:
        return self.own is not None and self.own.stage == Stage.SUBMITTED


class VetoPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of_proposal(self, proposal: Proposal) -> VetoView | None:
        """None when nobody stopped it."""
        with self._db.read() as session:
            return veto_of(session, proposal)

    def towns_under_way(self, number: int) -> Sequence[MunicipalityCode]:
        """Towns whose officer signed a veto of this proposal that the chain has not answered."""
        with self._db.read() as session:
            return _signed(session, number)

    def desk(self, number: int, municipality: MunicipalityCode) -> VetoDesk:
        """Raises: ProposalUnknown."""
        with self._db.read() as session:
            standing = standing_of(session, number, unix(self._clock.now()))
            own = session.scalar(select(Veto).filter_by(proposal_row=number, municipality=municipality))
            return VetoDesk(standing, own)


def veto_of(session: Session, proposal: Proposal) -> VetoView | None:
    fact = session.scalar(select(VetoFact).filter_by(governor=proposal.governor, proposal_id=proposal.proposal_id))
    if fact is None:
        return None
    kept = select(Veto).filter_by(proposal_row=proposal.id, municipality=fact.municipality)
    written = session.scalar(kept)
    is_same = written is not None and written.reason_hash == fact.reason_hash
    return VetoView(fact, written if is_same else None)


def is_veto_under_way(session: Session, number: int) -> bool:
    return bool(_signed(session, number))


def own_vetoes_of(session: Session, officer: Address) -> Sequence[Veto]:
    return session.scalars(select(Veto).filter_by(officer=officer).order_by(Veto.id)).all()


def _signed(session: Session, number: int) -> Sequence[MunicipalityCode]:
    signed = select(Veto.municipality).filter_by(proposal_row=number, stage=Stage.SUBMITTED)
    return session.scalars(signed.order_by(Veto.id)).all()
