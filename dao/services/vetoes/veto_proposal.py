"""Veto: a curator of one of the community's towns stops an accepted proposal while it waits to be executed."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts import region_governor as on_chain
from chain.contracts.region_governor import TownGuardian
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from dao.errors import GuardianMissing, NotAwaitingSignature, ProposalNotWaiting, VetoOnItsWay
from dao.models import Proposal, Stage, State
from dao.models.description import check_text
from dao.models.vetoes import MAX_REASON, Veto
from dao.queries.standings import Standing, standing_of
from dao.signing import ToSign

SIGN_WITHIN_SECONDS = 24 * 3600


def checked_reason(reason_ja: str, reason_en: str) -> tuple[str, str]:
    """Raises: Invalid (reason_ja, reason_en)."""
    japanese = check_text("reason_ja", reason_ja, MAX_REASON)
    return japanese, check_text("reason_en", reason_en, MAX_REASON, may_be_empty=True)


class VetoProposal:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts

    def require_due(self, number: int, municipality: MunicipalityCode) -> Standing:
        """The proposal as it stands. Raises: as `prepare`, but for the reason."""
        with self._db.read() as session:
            return self._due(session, number, municipality)

    def prepare(
        self, number: int, municipality: MunicipalityCode, officer: Address, reason_ja: str, reason_en: str
    ) -> ToSign:
        """Keep the reason and say what the officer signs. The caller has checked that `officer` acts for the town.

        Raises: ProposalUnknown, ProposalNotWaiting, GuardianMissing, VetoOnItsWay, Invalid (reason_ja, reason_en,
            municipality).
        """
        japanese, english = checked_reason(reason_ja, reason_en)
        now = self._clock.now()
        with self._db.write() as session:
            standing = self._due(session, number, municipality, for_update=True)
            row = session.scalar(select(Veto).filter_by(proposal_row=number, municipality=municipality))
            if row is None:
                row = Veto(proposal_row=number, municipality=municipality, sign_by=0, created_at=now)
                session.add(row)
            elif row.stage == Stage.SUBMITTED:
                raise VetoOnItsWay(number)
            row.officer, row.reason_ja, row.reason_en, row.salt = officer, japanese, english, secrets.token_bytes(32)
            row.stage, row.signature, row.error_name, row.error_args = Stage.AWAITING_SIGNATURE, None, "", {}
            row.sign_by = max(unix(now) + SIGN_WITHIN_SECONDS, row.sign_by + 1)
            session.flush()
            message = self._guardian(standing).veto_message(_signed_struct(row, standing.proposal))
            return ToSign(f"{row.id}:{row.sign_by}", officer, message)

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed veto to the chain. A repeated call changes nothing.

        Raises: NotAwaitingSignature when it was put to signature anew meanwhile, ProposalNotWaiting.
        """
        row_id, _, sign_by = subject.partition(":")
        with self._db.write() as session:
            row = session.get(Veto, int(row_id), with_for_update=True)
            if row is not None and row.stage == Stage.SUBMITTED and row.signature == signature:
                return
            if row is None or row.stage != Stage.AWAITING_SIGNATURE or row.sign_by != int(sign_by):
                raise NotAwaitingSignature("veto")
            standing = self._due(session, row.proposal_row, row.municipality, for_update=True)
            row.signature, row.stage = signature, Stage.SUBMITTED
            proposal, signed = standing.proposal, _signed_struct(row, standing.proposal)
            guardian = self._guardian(standing)
            call = guardian.veto(proposal.actions, proposal.description, signed, row.officer, signature)
            key, about = f"dao.veto:{row.id}:{row.sign_by}", f"dao.veto:{row.id}"
            enqueue(session, call, key=key, subject=about, now=self._clock.now(), principal=row.officer)

    def _due(
        self, session: Session, number: int, municipality: MunicipalityCode, *, for_update: bool = False
    ) -> Standing:
        standing = standing_of(session, number, unix(self._clock.now()), for_update=for_update)
        if str(municipality) not in standing.community.towns:
            raise Invalid("municipality", "not_of_community", code=str(municipality))
        if standing.state is not State.QUEUED:
            raise ProposalNotWaiting(number, standing.state)
        if standing.community.guardian is None:
            raise GuardianMissing(standing.community.slug)
        return standing

    def _guardian(self, standing: Standing) -> TownGuardian:
        assert standing.community.guardian is not None
        return self._contracts.guardian(standing.community.guardian)


def _signed_struct(row: Veto, proposal: Proposal) -> on_chain.Veto:
    return on_chain.Veto(int(proposal.proposal_id), row.municipality.number, row.reason_hash, row.sign_by)
