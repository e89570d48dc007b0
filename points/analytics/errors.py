"""What can be wrong with an evaluation."""

from __future__ import annotations

from chain.errors import Conflict


class NotAnonymous(Conflict):
    """A file would tell of fewer people than may be told of; it is not given out."""

    def __init__(self, people: int) -> None:
        super().__init__("file", "not_anonymous", people=people)
        self.people = people
