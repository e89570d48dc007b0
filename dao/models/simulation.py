"""What a trial of a proposal's actions says: whether they go through, what moves, and what deserves a red banner."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chain.ids import Address
from chain.units import Yen
from dao.models.actions import Action, ChangeSetting, UnknownAction, total_paid

MUCH_PER_CENT = 10


class Alarm(StrEnum):
    UNKNOWN = "unknown"  # an action that nobody here can read
    MUCH = "much"  # more than MUCH_PER_CENT of the treasury moves
    FAILS = "fails"  # as things stand it could not be executed
    RULES = "rules"  # it changes what the next proposals go by


@dataclass(frozen=True, slots=True)
class Simulation:
    """`failures`: the error's name an action, "" for one that goes through. Without an answer of the node (`is_tried`
    False) the alarms are those that reading alone gives. `holders` are the treasury and the payees."""

    actions: list[Action]
    treasury: Address
    is_tried: bool = False
    is_in_order: bool = False
    failures: list[str] = field(default_factory=list)
    before: dict[Address, Yen] = field(default_factory=dict)
    after: dict[Address, Yen] | None = None

    @property
    def fails(self) -> bool:
        """For sure: an action tried alone may have failed only for want of an earlier one."""
        return any(self.failures) if self.is_in_order else bool(self.failures[:1] and self.failures[0])

    @property
    def failure(self) -> str:
        return next((name for name in self.failures if name), "")

    @property
    def moved(self) -> Yen:
        """Yen that leave the treasury, by the trial or by what can be read, whichever is more."""
        read = int(total_paid(self.actions))
        if self.after is None or self.treasury not in self.after:
            return Yen(read)
        return Yen(max(read, int(self.before[self.treasury]) - int(self.after[self.treasury])))

    @property
    def share_moved(self) -> int | None:
        """Per cent of the treasury, rounded up; None where the treasury's balance is not known or nothing."""
        balance = int(self.before.get(self.treasury, 0))
        return -(-int(self.moved) * 100 // balance) if balance else None

    @property
    def alarms(self) -> list[Alarm]:
        found = [
            (Alarm.UNKNOWN, any(isinstance(action, UnknownAction) for action in self.actions)),
            (Alarm.FAILS, self.fails),
            (Alarm.MUCH, moves_much(self.moved, self.before.get(self.treasury))),
            (Alarm.RULES, any(isinstance(action, ChangeSetting) for action in self.actions)),
        ]
        return [alarm for alarm, applies in found if applies]


def moves_much(moved: Yen, balance: Yen | None) -> bool:
    """More than a tenth of what there is; with nothing there, any payment is much."""
    return balance is not None and int(moved) * 100 > int(balance) * MUCH_PER_CENT
