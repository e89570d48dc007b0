"""Tallies (集計) of polls: exact arithmetic on whole numbers and fractions, the same on every machine and in any order.

A ballot counts with its weight: cards where one card is one vote, 1 where one person is. Options are numbered from 0.
A tie is broken by `lots`, a drawing of all options that the poll's rules state beforehand: of equals, the option that
was drawn earlier is before.
"""

from dao.models.polls.tallies.lots import draw_lots
from dao.models.polls.tallies.pairwise import PairTally, count_pairs
from dao.models.polls.tallies.points import PointTally, count_approvals, count_choices, count_quadratic, count_scores
from dao.models.polls.tallies.ranked import Round, StvTally, count_stv

__all__ = [
    "PairTally",
    "PointTally",
    "Round",
    "StvTally",
    "count_approvals",
    "count_choices",
    "count_pairs",
    "count_quadratic",
    "count_scores",
    "count_stv",
    "draw_lots",
]
