"""How many points a row of a list gets: what it says, the same as everybody, or a share of an amount it names. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chain.errors import Invalid
from chain.units import Points, Yen
from points.models.campaign import MAX_POINTS_PER_PERSON, RowError

WHOLE = 10_000  # basis points
_NONE = Points(0)


class AmountKind(StrEnum):
    LISTED = "listed"  # each row says how many points
    SAME = "same"  # everybody the same
    SHARE = "share"  # a percentage of what the row says in yen, e.g. of a donation


@dataclass(frozen=True, slots=True)
class AmountRule:
    """`each` is read of SAME only; `basis_points` and `most` of SHARE only."""

    kind: AmountKind = AmountKind.LISTED
    each: Points = _NONE
    basis_points: int = 0
    most: Points | None = None  # nobody gets more

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if self.kind is AmountKind.SAME:
            _check_amount("each", self.each)
        if self.kind is AmountKind.SHARE:
            if not 0 < self.basis_points <= WHOLE:
                raise Invalid("rate", "not_a_share")
            if self.most is not None:
                _check_amount("most", self.most)

    def amount(self, text: str) -> tuple[int, RowError | None]:
        """What a row that says `text` gets, or why it gets nothing. A share is rounded down to the whole point."""
        if self.kind is AmountKind.SAME:
            return int(self.each), None
        if self.kind is AmountKind.LISTED:
            return parse_amount(text)
        named, error = _parse(text)
        if error:
            return 0, error
        share = share_of(Yen(named), self.basis_points, self.most)
        if share == 0:
            return 0, RowError.ROUNDS_TO_NOTHING
        return (0, RowError.TOO_LARGE) if share > MAX_POINTS_PER_PERSON else (int(share), None)


def share_of(amount: Yen, basis_points: int, most: Points | None = None) -> Points:
    share = int(amount) * basis_points // WHOLE
    return Points(share if most is None else min(share, int(most)))


def parse_amount(text: str) -> tuple[int, RowError | None]:
    """The points that a row says, or why it says none."""
    amount, error = _parse(text)
    return (0, RowError.TOO_LARGE) if amount > MAX_POINTS_PER_PERSON else (amount, error)


def _parse(text: str) -> tuple[int, RowError | None]:
    if not text.strip():
        return 0, RowError.EMPTY_AMOUNT
    try:
        amount = int(Points.parse(text))
    except Invalid as error:
        return 0, RowError(error.reason)
    return (amount, None) if amount else (0, RowError.ZERO)


def _check_amount(field: str, amount: Points) -> None:
    if amount == 0:
        raise Invalid(field, "zero")
    if amount > MAX_POINTS_PER_PERSON:
        raise Invalid(field, "too_large", most=MAX_POINTS_PER_PERSON)
