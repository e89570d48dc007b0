"""Puts the services of polls together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.client import NodeClient
from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from dao.ports import BlockMaker, FinalBlock, Holders
from dao.queries.polls.pages import PollPages
from dao.queries.polls.voters import Voters
from dao.services.polls.announce_result import AnnounceResult
from dao.services.polls.answer_poll import AnswerPoll
from dao.services.polls.count_polls import CountPolls
from dao.services.polls.open_poll import OpenPoll
from dao.services.polls.sealed.assembly import SealedPolls, assemble_sealed


@dataclass(frozen=True, slots=True)
class Polls:
    """Signed off chain, counted by everybody, anchored on chain."""

    pages: PollPages
    open: OpenPoll
    answer: AnswerPoll
    count: CountPolls
    announce: AnnounceResult
    sealed: SealedPolls


def assemble_polls(
    db: Database,
    clock: Clock,
    client: NodeClient,
    contracts: Contracts,
    final_block: FinalBlock,
    make_block: BlockMaker,
    voters: Voters,
    holders: Holders,
) -> Polls:
    return Polls(
        pages=PollPages(db, clock, client, contracts, voters),
        open=OpenPoll(db, clock, holders),
        answer=AnswerPoll(db, clock, contracts, voters),
        count=CountPolls(db, clock, client, final_block, make_block, voters),
        announce=AnnounceResult(db, clock, contracts),
        sealed=assemble_sealed(db, clock, holders),
    )
