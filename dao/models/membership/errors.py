"""What membership and news refuse."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class InvitationUnknown(NotFound):
    """No such invitation, or none for a shop that this person works for."""

    def __init__(self, slug: str, shop: str) -> None:
        super().__init__("invitation", f"{slug}/{shop}")


class NewsUnknown(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("community news", number)


class NobodyToTell(Conflict):
    """No member belongs to the chosen part of the community."""

    def __init__(self) -> None:
        super().__init__("community news", "nobody_to_tell")
