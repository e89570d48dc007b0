"""Propose something: write it down, have the proposer sign it, and hand it to the chain."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eth_utils import keccak
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.region_governor import Actions, ProposalSignature, proposal_id
from chain.db import Database
from chain.errors import Forbidden, Invalid
from chain.ids import Address
from chain.outbox import enqueue
from dao.errors import CardRequired, CommunityUnknown, NotAwaitingSignature
from dao.models import (
    Community,
    FundProject,
    KeptWords,
    PayYen,
    Places,
    Proposable,
    Proposal,
    Setting,
    Stage,
    VoteOnMilestone,
)
from dao.models.actions import MOST_ACTIONS, joined
from dao.models.description import MAX_BODY, check_text, check_title, compose, content_hash
from dao.models.grants import GrantPlan, ProposalGrant
from dao.queries.standings import standing_of
from dao.queries.voting_power import setting_of, votes_of
from dao.signing import ToSign

SIGN_WITHIN_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    title_ja: str
    title_en: str
    body: str  # Markdown
    actions: Sequence[Proposable]
    purposes: Mapping[int, str] = field(default_factory=dict)  # what payments are for, by the action's place
    grants: Mapping[int, GrantPlan] = field(default_factory=dict)  # that a payment to a town opens, likewise
    is_changeable: bool = False  # a voter may choose again until the close

    def checked(self) -> ProposalDraft:
        """Raises: Invalid naming the field."""
        if not 1 <= len(self.actions) <= MOST_ACTIONS:
            raise Invalid("actions", "too_many_actions", most=MOST_ACTIONS)
        for action in self.actions:
            action.check()
        return replace(
            self,
            title_ja=check_title("title_ja", self.title_ja),
            title_en=check_title("title_en", self.title_en, may_be_empty=True),
            body=check_text("body", self.body, MAX_BODY),
            purposes={place: check_title("purpose", text) for place, text in sorted(self.purposes.items())},
        )

    def calls(self, places: Places) -> Actions:
        return joined(action.encode(places) for action in self.actions)

    @property
    def promises(self) -> list[str]:
        """What the calls do not say: goes into the hash of the text."""
        return [*self.purposes.values(), *(plan.text for _place, plan in sorted(self.grants.items()))]

    @property
    def words(self) -> KeptWords:
        paid = {action.payee: action.payee_name for action in self.actions if isinstance(action, PayYen)}
        about = FundProject | VoteOnMilestone
        projects = {str(one.project): one.project_title for one in self.actions if isinstance(one, about)}
        named = paid | projects
        return KeptWords({payee: name for payee, name in named.items() if name}, self.purposes)


class SubmitProposal:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts

    def require_card(self, slug: str, proposer: Address) -> None:
        """Raises: CommunityUnknown, CardRequired when the proposer holds fewer cards than a proposal asks for."""
        with self._db.read() as session:
            self._community(session, slug, proposer)

    def prepare(self, slug: str, proposer: Address, draft: ProposalDraft) -> ToSign:
        """Keep the proposal and say what the proposer signs.

        Raises: CommunityUnknown, CardRequired, Invalid.
        """
        draft = draft.checked()
        salt = secrets.token_bytes(32)
        content = content_hash(salt, draft.title_ja, draft.body, proposer, draft.promises)
        description = compose(draft.title_ja, content, is_changeable=draft.is_changeable)
        with self._db.write() as session:
            community = self._community(session, slug, proposer)
            calls = draft.calls(Places.of(self._contracts, community.governor, community.timelock))
            row = Proposal(
                governor=community.governor,
                proposal_id=str(proposal_id(calls, description)),
                proposer=proposer,
                title_ja=draft.title_ja,
                title_en=draft.title_en,
                body=draft.body,
                salt=salt,
                description=description,
                action=draft.words.as_json(),
                targets=list(calls.targets),
                call_values=[str(value) for value in calls.values],
                calldatas=[calldata.hex() for calldata in calls.calldatas],
                created_at=self._clock.now(),
            )
            session.add(row)
            asked = self._ask(session, row)
            session.add_all(_grants(row, draft))
            return asked

    def resume(self, proposal: int, proposer: Address) -> ToSign:
        """Sign again what was left unsigned, or what the chain refused.

        Raises: ProposalUnknown, Forbidden, NotAwaitingSignature.
        """
        with self._db.write() as session:
            standing = standing_of(session, proposal, unix(self._clock.now()), for_update=True)
            row = standing.proposal
            if row.proposer != proposer:
                raise Forbidden("sign another's proposal", proposer)
            if standing.is_on_chain or row.stage not in (Stage.AWAITING_SIGNATURE, Stage.FAILED):
                raise NotAwaitingSignature("proposal")
            return self._ask(session, row)

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed proposal to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does.
        Raises: ProposalUnknown, NotAwaitingSignature when it was put to signature anew meanwhile.
        """
        now = self._clock.now()
        row_id, _, sign_by = subject.partition(":")
        with self._db.write() as session:
            row = standing_of(session, int(row_id), unix(now), for_update=True).proposal
            if row.stage == Stage.SUBMITTED and row.signature == signature:
                return
            if row.stage != Stage.AWAITING_SIGNATURE or row.sign_by != int(sign_by):
                raise NotAwaitingSignature("proposal")
            row.signature, row.stage = signature, Stage.SUBMITTED
            governor = self._contracts.governor(row.governor)
            call = governor.propose(row.actions, row.description, _signed_struct(row), signature)
            key, about = f"dao.proposal:{row.id}:{row.sign_by}", f"dao.proposal:{row.id}"
            enqueue(session, call, key=key, subject=about, now=now, principal=row.proposer)

    def _ask(self, session: Session, row: Proposal) -> ToSign:
        row.sign_by = max(unix(self._clock.now()) + SIGN_WITHIN_SECONDS, (row.sign_by or 0) + 1)
        row.stage, row.signature = Stage.AWAITING_SIGNATURE, None
        row.error_name, row.error_args = "", {}
        session.flush()
        message = self._contracts.governor(row.governor).proposal_message(_signed_struct(row))
        return ToSign(f"{row.id}:{row.sign_by}", row.proposer, message)

    def _community(self, session: Session, slug: str, proposer: Address) -> Community:
        community = session.scalar(select(Community).filter_by(slug=slug))
        if community is None:
            raise CommunityUnknown(slug)
        threshold = setting_of(session, community.governor, Setting.PROPOSAL_THRESHOLD)
        if votes_of(session, community.collection, proposer) < max(1, threshold):
            raise CardRequired(slug, proposer)
        return community


def _grants(row: Proposal, draft: ProposalDraft) -> list[ProposalGrant]:
    return [
        ProposalGrant(
            proposal_row=row.id, place=place, municipality=plan.municipality, program=plan.program, whom=plan.whom,
            amount=int(payment.amount),
        )
        for place, plan in sorted(draft.grants.items())
        if isinstance(payment := draft.actions[place], PayYen)
    ]  # fmt: skip


def _signed_struct(row: Proposal) -> ProposalSignature:
    return ProposalSignature(row.proposer, row.actions.hash(), keccak(text=row.description), row.sign_by)
