"""Polls (アンケート投票): rules, answers and counting, pure; and their rows."""

from dao.models.polls.counting import (
    EMPTY_ROOT,
    CountedBallot,
    ballots_tree,
    count,
    last_ballots,
    public_voter,
    result_hash,
)
from dao.models.polls.rows import Poll, PollAnchor, PollBallot, PollResult
from dao.models.polls.rules import Holding, House, Mode, Option, Rules

__all__ = [
    "EMPTY_ROOT",
    "CountedBallot",
    "Holding",
    "House",
    "Mode",
    "Option",
    "Poll",
    "PollAnchor",
    "PollBallot",
    "PollResult",
    "Rules",
    "ballots_tree",
    "count",
    "last_ballots",
    "public_voter",
    "result_hash",
]
