"""Lotteries (抽選販売): who enters, in which order they may buy, and how anybody checks it."""

from marketplace.models.lotteries.order import commitment, draw_order, entries_tree, entry_leaf
from marketplace.models.lotteries.tables import (
    ChainLottery,
    ChainLotteryCancelled,
    Lottery,
    LotteryEntry,
    LotteryRound,
    LotteryState,
    lottery_state,
)

__all__ = [
    "ChainLottery",
    "ChainLotteryCancelled",
    "Lottery",
    "LotteryEntry",
    "LotteryRound",
    "LotteryState",
    "commitment",
    "draw_order",
    "entries_tree",
    "entry_leaf",
    "lottery_state",
]
