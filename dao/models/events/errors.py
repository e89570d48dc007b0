"""What the photo board of an event, and the survey after it, refuse."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, NotFound
from chain.ids import Address


class PhotoUnknown(NotFound):
    """Also one that moderators hid, to anybody but its author and them."""

    def __init__(self, key: object) -> None:
        super().__init__("event photo", key)


class NotThere(Forbidden):
    """Photos are added by those who came, by stewards, and by officers of the event's town."""

    def __init__(self, event: int, who: Address) -> None:
        super().__init__("add photos of an event", who)
        self.event = event


class BoardFull(Conflict):
    """`reason`: of_person or of_event; `most`: how many there may be."""

    def __init__(self, event: int, reason: str, most: int) -> None:
        super().__init__("photo board", reason, event=event, most=most)
        self.most = most


class DidNotCome(Forbidden):
    """The survey is for those who came to the event."""

    def __init__(self, event: int, who: Address) -> None:
        super().__init__("answer an event's survey", who)
        self.event = event
