"""What requests for communities refuse."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class RequestUnknown(NotFound):
    """No such request, or one that this town has no part in."""

    def __init__(self, number: int) -> None:
        super().__init__("community request", number)


class RequestClosed(Conflict):
    """It was answered, withdrawn or taken up meanwhile."""

    def __init__(self, number: int) -> None:
        super().__init__("community request", "closed", number=number)
