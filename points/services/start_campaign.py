"""One signature of an officer over the whole campaign: then a relayed call for each chunk of people of a grant, or one
that publishes a drop."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, unix
from chain.contracts import Contracts
from chain.contracts.regional_points import chunk_tree
from chain.contracts.typed_data import TypedData, digest
from chain.db import Database
from chain.events import record
from chain.ids import Address
from chain.outbox import Call, enqueue
from points.acts import chunk_acts, drop_act, issue_act
from points.errors import CampaignLocked, CampaignNotReady
from points.events import CampaignStarted
from points.models import Campaign, CampaignMethod, CampaignRow
from points.models.campaign_run import chunk_key, drop_key, subject_of
from points.ports import Persons
from points.queries.programs import load_campaign, program_on_chain
from points.services.campaigns.check_ready import check_start, keep_findings
from points.services.drops.plant_tree import keep_tree, tree_of
from points.signing import ToSign

_SIGNATURE_LIFE = timedelta(days=7)
_ROWS_NAMED = 20


class StartCampaign:
    """Does not check that the officer holds the Issuer role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, persons: Persons) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.persons = persons

    def prepare(self, campaign_id: int, officer: Address) -> ToSign:
        """Fix the people of the checked list.

        Raises: CampaignNotReady, CampaignLocked.
        """
        now = self.clock.now()
        with self.db.read() as session:  # the tree of many people takes seconds: no lock is held meanwhile
            seen = load_campaign(session, campaign_id)
            seen_at, people = seen.checked_at, _people(session, campaign_id)
            drop = tree_of(seen.campaign_key, people) if people and seen.method == CampaignMethod.DROP else None
        with self.db.write() as session:
            campaign = load_campaign(session, campaign_id, for_update=True)
            self._check(session, campaign)
            if campaign.checked_at != seen_at or (campaign.method == CampaignMethod.DROP) != (drop is not None):
                raise CampaignNotReady("changed")
            if drop is not None:
                keep_tree(session, campaign, people, drop)
                campaign.chunks_root = drop.root
            else:
                campaign.chunks_root = chunk_tree(campaign.campaign_key, chunk_acts(people)).root
            campaign.deadline = unix(now + _SIGNATURE_LIFE)
            campaign.signed_by = officer
            typed_data = self._typed_data(campaign)
            return ToSign(f"{campaign_id}:{_mark(campaign, typed_data)}", typed_data)

    def complete(self, subject: str, signature: bytes) -> None:
        """Raises: CampaignNotReady (changed) when the list or its signer is not the one that was shown any more."""
        now = self.clock.now()
        number, _, mark = subject.partition(":")
        with self.db.read() as session:  # the calls of a long list take seconds as well
            seen = load_campaign(session, int(number))
            calls = {} if seen.started_at is not None else self._calls(session, seen, mark, signature)
        with self.db.write() as session:
            campaign = load_campaign(session, int(number), for_update=True)
            if campaign.started_at is not None:
                return
            self._check(session, campaign)
            self._require_unchanged(campaign, mark)
            for key, call in calls.items():
                enqueue(session, call, key=key, subject=subject_of(campaign.id), now=now)
            keep_findings(session, campaign, business_date(now))
            campaign.signature = signature
            campaign.started_at = now
            record(session, _started(campaign), now)

    def _require_unchanged(self, campaign: Campaign, mark: str) -> None:
        if campaign.chunks_root is None or mark != _mark(campaign, self._typed_data(campaign)):
            raise CampaignNotReady("changed")

    def _typed_data(self, campaign: Campaign) -> TypedData:
        if campaign.method == CampaignMethod.DROP:
            return self.contracts.points.drop_message(drop_act(campaign))
        return self.contracts.points.issue_message(issue_act(campaign))

    def _check(self, session: Session, campaign: Campaign) -> None:
        if campaign.started_at is not None:
            raise CampaignLocked(campaign.id)
        today = business_date(self.clock.now())
        if campaign.expiry_day < today:
            raise CampaignNotReady("expired")
        program = program_on_chain(session, None, campaign.program_id)
        if today < day_from_number(program.first_day):
            raise CampaignNotReady("too_early", first_day=day_from_number(program.first_day))
        check_start(session, campaign, today)
        if program.is_verified_only:
            self._require_verified(session, campaign)

    def _require_verified(self, session: Session, campaign: Campaign) -> None:
        """The chain refuses a whole part of the list for one person whose identity check ran out since it was read."""
        good = select(CampaignRow.row_number, CampaignRow.account).where(
            CampaignRow.campaign_id == campaign.id, CampaignRow.chunk_index.is_not(None)
        )
        rows = {number: account for number, account in session.execute(good) if account}
        verified = self.persons.verified_among(session, set(rows.values()), self.clock.now())
        lost = sorted(number for number, account in rows.items() if account not in verified)
        if lost:
            shown = "、".join(map(str, lost[:_ROWS_NAMED])) + ("…" if len(lost) > _ROWS_NAMED else "")
            raise CampaignNotReady("unverified", count=len(lost), rows=shown)

    def _calls(self, session: Session, campaign: Campaign, mark: str, signature: bytes) -> dict[str, Call]:
        """By the key that each has in the outbox."""
        self._require_unchanged(campaign, mark)
        assert campaign.signed_by is not None
        points, officer = self.contracts.points, campaign.signed_by
        if campaign.method == CampaignMethod.DROP:
            return {drop_key(campaign.id): points.publish_drop(drop_act(campaign), officer, signature)}
        chunks = chunk_acts(_people(session, campaign.id))
        issue, tree = issue_act(campaign), chunk_tree(campaign.campaign_key, chunks)
        return {
            chunk_key(campaign.id, chunk.index): points.grant(issue, officer, signature, chunk, tree.proof(chunk.index))
            for chunk in chunks
        }


def _people(session: Session, campaign_id: int) -> list[tuple[Address, int]]:
    """The good rows in the order of the campaign's chunks, or of the entries of its drop."""
    good = select(CampaignRow.account, type_coerce(CampaignRow.amount, BigInteger)).where(
        CampaignRow.campaign_id == campaign_id, CampaignRow.chunk_index.is_not(None)
    )
    # A row that was corrected later stands in the last chunk, wherever in the list it is.
    rows = session.execute(good.order_by(CampaignRow.chunk_index, CampaignRow.row_number))
    return [(account, amount) for account, amount in rows if account and amount]


def _mark(campaign: Campaign, typed_data: TypedData) -> str:
    """Stands for who signs what: a later list, or another officer, has another."""
    return f"{campaign.signed_by}:{digest(typed_data).hex()}"


def _started(campaign: Campaign) -> CampaignStarted:
    return CampaignStarted(
        campaign_id=campaign.id,
        program_id=campaign.program_id,
        people=campaign.people,
        total=int(campaign.total),
        officer=str(campaign.signed_by or ""),
    )
