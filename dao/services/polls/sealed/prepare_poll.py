"""Prepare a sealed poll: write it, ask trustees, and open it when enough of them have accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import PreparationEnded, PreparationUnknown, TrusteesMissing
from dao.models.description import check_title
from dao.models.polls.sealing import deal
from dao.models.polls.trustees import PollPreparation, PollTrustee
from dao.ports import Holders
from dao.services.polls.open_poll import PollDraft, checked_draft, community_for, holding_for, new_poll
from dao.services.polls.sealed.drafts import as_json, from_json
from dao.services.polls.sealed.telling import tell_trustees

LEAST_NEEDED = 2  # nobody opens a poll alone
MOST_TRUSTEES = 12


@dataclass(frozen=True, slots=True)
class AskedTrustee:
    account: Address
    name: str  # shown to everybody


class PreparePoll:
    def __init__(self, db: Database, clock: Clock, holders: Holders) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders

    def prepare(
        self,
        slug: str,
        municipality: MunicipalityCode,
        officer: Address,
        draft: PollDraft,
        trustees: Sequence[AskedTrustee],
        needed: int,
        idea: int | None = None,
    ) -> int:
        """The caller has checked that `officer` is one of `municipality`. Returns: the preparation's number.

        Raises: CommunityUnknown, Invalid naming the field.
        """
        now = self._clock.now()
        checked_draft(draft, unix(now))
        asked = _checked_trustees(trustees, needed)
        with self._db.write() as session:
            community = community_for(session, slug, municipality)
            holding_for(draft.tier, self._holders.tiers_of(session, slug))
            row = PollPreparation(
                community=community.slug, municipality=municipality, officer=officer, draft=as_json(draft),
                needed=needed, created_at=now, idea=idea,
            )  # fmt: skip
            session.add(row)
            session.flush()
            rows = [PollTrustee(preparation_row=row.id, account=one.account, name=one.name) for one in asked]
            session.add_all(rows)
            tell_trustees(session, row, rows, "asked", now)
            return row.id

    def withdraw(self, number: int, municipality: MunicipalityCode) -> None:
        """Raises: PreparationUnknown, PreparationEnded."""
        with self._db.write() as session:
            self._waiting(session, number, municipality).withdrawn_at = self._clock.now()

    def open(self, number: int, municipality: MunicipalityCode, officer: Address) -> int:
        """Deal the poll key to those who have accepted, and open the poll. Returns: the poll's number.

        A start that has passed while the trustees were asked becomes now.
        Raises: PreparationUnknown, PreparationEnded, TrusteesMissing, Invalid naming the field.
        """
        now = self._clock.now()
        with self._db.write() as session:
            row = self._waiting(session, number, municipality)
            trustees = _accepted(session, row)
            if len(trustees) < row.needed:
                raise TrusteesMissing(len(trustees), row.needed)
            draft = from_json(row.draft)
            if draft.opens_at < unix(now):
                draft = replace(draft, opens_at=0)
            checked = checked_draft(draft, unix(now))
            seal = deal([(trustee.name, trustee.public_key or b"") for trustee in trustees], row.needed)
            community = community_for(session, row.community, municipality)
            tiers = self._holders.tiers_of(session, row.community)
            poll = new_poll(community, municipality, officer, checked, tiers, now, seal)
            session.add(poll)
            session.flush()
            row.poll_row = poll.id
            for place, trustee in enumerate(trustees, 1):
                trustee.place = place
            tell_trustees(session, row, trustees, "opened", now)
            return poll.id

    def _waiting(self, session: Session, number: int, municipality: MunicipalityCode) -> PollPreparation:
        row = session.get(PollPreparation, number, with_for_update=True)
        if row is None or row.municipality != municipality:
            raise PreparationUnknown(number)
        if row.poll_row is not None or row.withdrawn_at is not None:
            raise PreparationEnded(number)
        return row


def _accepted(session: Session, row: PollPreparation) -> list[PollTrustee]:
    wanted = select(PollTrustee).filter_by(preparation_row=row.id).where(PollTrustee.public_key.is_not(None))
    return list(session.scalars(wanted.order_by(PollTrustee.id)).all())


def _checked_trustees(trustees: Sequence[AskedTrustee], needed: int) -> list[AskedTrustee]:
    """Raises: Invalid (trustees, needed)."""
    asked = [replace(trustee, name=check_title("trustees", trustee.name)) for trustee in trustees]
    if not LEAST_NEEDED <= len(asked) <= MOST_TRUSTEES:
        raise Invalid("trustees", "how_many_trustees", least=LEAST_NEEDED, most=MOST_TRUSTEES)
    if len({trustee.account for trustee in asked}) < len(asked) or len({one.name for one in asked}) < len(asked):
        raise Invalid("trustees", "trustee_twice")
    if not LEAST_NEEDED <= needed <= len(asked):
        raise Invalid("needed", "needed_of_trustees", least=LEAST_NEEDED, most=len(asked))
    return asked
