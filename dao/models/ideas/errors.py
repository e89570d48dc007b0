"""What the idea board refuses."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, NotFound
from chain.ids import Address


class IdeaUnknown(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("idea", number)


class CommentUnknown(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("comment", number)


class AttachmentUnknown(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("attachment", number)


class MembersOnly(Forbidden):
    """Everybody reads; who belongs to the community writes and supports."""

    def __init__(self, slug: str, who: Address) -> None:
        super().__init__("write on the idea board", who)
        self.slug = slug


class IdeaMerged(Conflict):
    """It is read only; what is said and supported belongs to the idea that was kept."""

    def __init__(self, number: int, kept: int) -> None:
        super().__init__("idea", "merged", number=number, kept=kept)


class IdeaHidden(Conflict):
    """A moderator hid it; nothing is added until it is shown again."""

    def __init__(self, number: int) -> None:
        super().__init__("idea", "hidden", number=number)


class CannotMerge(Conflict):
    """The two are the same, or of different communities."""

    def __init__(self, number: int, kept: int) -> None:
        super().__init__("idea", "cannot_merge", number=number, kept=kept)


class AlreadyTranslated(Conflict):
    def __init__(self, number: int) -> None:
        super().__init__("idea", "already_translated", number=number)


class CommentTranslated(Conflict):
    def __init__(self, number: int) -> None:
        super().__init__("comment", "already_translated", number=number)


class CommentHidden(Conflict):
    """A moderator hid it; nothing is added until it is shown again."""

    def __init__(self, number: int) -> None:
        super().__init__("comment", "hidden", number=number)


class TooManyIdeas(Conflict):
    """`most`: how many one member may post within a day."""

    def __init__(self, most: int) -> None:
        super().__init__("idea", "too_many", most=most)
        self.most = most


class TooManyComments(Conflict):
    """`most`: how many one member may write within an hour."""

    def __init__(self, most: int) -> None:
        super().__init__("comment", "too_many", most=most)
        self.most = most
