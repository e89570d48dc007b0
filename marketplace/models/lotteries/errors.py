"""What lotteries refuse, by name. Sentences for people are in app/surfaces/lotteries/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, NotFound


class LotteryUnknown(NotFound):
    def __init__(self, lottery: object) -> None:
        super().__init__("lottery", lottery)


class LotteryNotOpen(Conflict):
    """`reason`: soon, closed, drawn, called_off, or entered_already (the same person with another account)."""

    def __init__(self, lottery: int, reason: str) -> None:
        super().__init__("lottery", reason, lottery=lottery)


class LotteryNotReady(Conflict):
    """An officer's next step is not due. `reason`: open, no_entries, fixed, not_drawn, on_sale, nothing_left,
    called_off, too_late (to call it off)."""

    def __init__(self, lottery: int, reason: str) -> None:
        super().__init__("lottery", reason, lottery=lottery)


class NotChosen(Forbidden):
    """Only those chosen in the lottery may buy from this listing."""

    def __init__(self, listing: int) -> None:
        super().__init__("listing", f"{listing}: not chosen in the lottery")
