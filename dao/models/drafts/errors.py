"""What the rules about drafts refuse."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class DraftUnknown(NotFound):
    """Also for a draft that this reader may not see."""

    def __init__(self, key: object) -> None:
        super().__init__("draft", key)


class DraftChangedMeanwhile(Conflict):
    """Somebody kept a newer version than the one that was edited. `newest` is its number."""

    def __init__(self, draft: int, newest: int) -> None:
        super().__init__("draft", "changed_meanwhile", draft=draft, newest=newest)
        self.newest = newest


class DraftAlreadyProposed(Conflict):
    def __init__(self, draft: int) -> None:
        super().__init__("draft", "already_proposed", draft=draft)
