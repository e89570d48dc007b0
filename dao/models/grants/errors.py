"""What grants opened by proposals refuse."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class GrantUnknown(NotFound):
    """No such grant, or another town's."""

    def __init__(self, proposal: int, place: int) -> None:
        super().__init__("grant of a proposal", f"{proposal}/{place}")


class GrantNotOpen(Conflict):
    """The proposal was not executed, so the town was not paid."""

    def __init__(self, proposal: int) -> None:
        super().__init__("grant of a proposal", "not_executed", proposal=proposal)
