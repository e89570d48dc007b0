"""What product projects refuse."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, NotFound
from chain.ids import Address
from dao.models.product_projects.stages import Situation


class ProductUnknown(NotFound):
    """No such project, or none for this reader."""

    def __init__(self, number: int) -> None:
        super().__init__("product project", number)


class NotItsTurn(Conflict):
    """The project does not wait for this now: somebody acted meanwhile, or a time has come."""

    def __init__(self, number: int, situation: Situation) -> None:
        super().__init__("product project", "not_its_turn", number=number, situation=situation.value)


class ProductStopped(Conflict):
    def __init__(self, number: int) -> None:
        super().__init__("product project", "stopped", number=number)


class MemberShopsOnly(Forbidden):
    """Only who works for a member shop of the community applies for it."""

    def __init__(self, number: int, who: Address) -> None:
        super().__init__("apply as the maker", who)
        self.number = number


class TooManyProducts(Conflict):
    """`most`: how many one steward may start within a day."""

    def __init__(self, most: int) -> None:
        super().__init__("product project", "too_many", most=most)
        self.most = most
