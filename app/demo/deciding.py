"""A month of decisions: proposals put forward, ballots cast over the days of each vote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from app.demo.communities import COMMUNITIES, DemoCommunity, DemoProposal
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.deployments import Deployments
from chain.ids import Address, MunicipalityCode
from dao.models import PayYen, Support
from dao.services.open_community import CommunityAddresses
from dao.services.submit_proposal import ProposalDraft

_VOTING_HOURS = (8, 12, 21)


@dataclass(slots=True)
class Deciding:
    """`members`: who holds a card of each community from the first days on, by slug."""

    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    members: dict[str, list[Address]] = field(default_factory=dict)

    def open(self, deployments: Deployments) -> None:
        """Give each governor its community's name and story."""
        deployed = {community.slug: community for community in deployments.communities}
        for community in COMMUNITIES:
            if found := deployed.get(community.slug):
                addresses = CommunityAddresses(found.governor, found.timelock, found.collection, found.guardian)
                self.playback.platform.dao.open_community.open(community.profile, addresses)

    def note(self) -> None:
        for community in COMMUNITIES:
            for proposal in community.proposals:
                begins = self.table.moment(proposal.days_ago, 7, 30)
                self.table.add(begins, partial(self._submit, community, proposal))

    def _submit(self, community: DemoCommunity, proposal: DemoProposal) -> None:
        platform, proposer = self.playback.platform, self.chance.choice(self.members[community.slug])
        draft = ProposalDraft(
            title_ja=proposal.title_ja,
            title_en=proposal.title_en,
            body=proposal.body,
            actions=[PayYen(self.cast.shops[shop], shop, amount) for shop, amount in proposal.payments],
            is_changeable=proposal.is_changeable,
        )
        to_sign = platform.dao.submit_proposal.prepare(community.slug, proposer, draft)
        signature = platform.wallet.sign_typed_data(proposer, to_sign.typed_data, reason="dao.proposal")
        platform.dao.submit_proposal.complete(to_sign.subject, signature)
        row_id = int(to_sign.subject.partition(":")[0])
        self._note_ballots(community, proposal, row_id)
        if proposal.vetoed_by:
            waits = proposal.days_ago - (community.voting_delay + community.voting_period) // 86_400 - 1
            self.table.add(self.table.moment(waits, 11, 15), partial(self._veto, row_id, proposal))

    def _note_ballots(self, community: DemoCommunity, proposal: DemoProposal, row_id: int) -> None:
        members = self.members[community.slug]
        voters = self.chance.sample(members, len(members) * proposal.turnout // 100)
        reasons = list(proposal.reasons)
        opens = self.playback.clock.now() + timedelta(seconds=community.voting_delay)
        days = community.voting_period // 86_400
        for voter in voters:
            support = self._choice(proposal)
            reason = reasons.pop(0) if reasons and support is not Support.ABSTAIN else ""
            day = opens + timedelta(days=self.chance.randrange(days))
            hour = self.chance.choice(_VOTING_HOURS)
            moment = day.astimezone(self.table.moment(0, 0).tzinfo).replace(hour=hour, minute=45, second=0)
            if moment <= opens + timedelta(minutes=5):
                moment = opens + timedelta(hours=1)
            self.table.add(moment, partial(self._vote, row_id, voter, support, reason))
            later = moment + timedelta(hours=5)
            if proposal.is_changeable and voter in voters[:3] and later < opens + timedelta(days=days):
                self.table.add(later, partial(self._vote, row_id, voter, Support.ABSTAIN, ""))

    def _choice(self, proposal: DemoProposal) -> Support:
        drawn = self.chance.randrange(100)
        if drawn < proposal.in_favour:
            return Support.FOR
        return Support.AGAINST if drawn < proposal.in_favour + proposal.against else Support.ABSTAIN

    def _vote(self, row_id: int, voter: Address, support: Support, reason: str) -> None:
        platform = self.playback.platform
        to_sign = platform.dao.cast_ballot.prepare(row_id, voter, support, reason)
        signature = platform.wallet.sign_typed_data(voter, to_sign.typed_data, reason="dao.ballot")
        platform.dao.cast_ballot.complete(to_sign.subject, signature)

    def _veto(self, row_id: int, proposal: DemoProposal) -> None:
        platform, town = self.playback.platform, MunicipalityCode(proposal.vetoed_by)
        officer = self.cast.officers[town]
        to_sign = platform.dao.vetoes.veto.prepare(row_id, town, officer, *proposal.veto)
        signature = platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="dao.veto")
        platform.dao.vetoes.veto.complete(to_sign.subject, signature)
