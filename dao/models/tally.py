"""Tally (集計): what the ballots add up to, as OpenZeppelin's GovernorCountingSimple counts. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Support(IntEnum):
    """What a ballot says, by the numbers the contract uses."""

    AGAINST = 0
    FOR = 1
    ABSTAIN = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes, not voters: one card is one vote."""

    against: int = 0
    in_favour: int = 0
    abstain: int = 0

    def plus(self, support: Support, weight: int) -> Tally:
        counts = [self.against, self.in_favour, self.abstain]
        counts[support] += weight
        return Tally(*counts)

    def of(self, support: Support) -> int:
        return (self.against, self.in_favour, self.abstain)[support]

    @property
    def total(self) -> int:
        return self.against + self.in_favour + self.abstain

    @property
    def toward_quorum(self) -> int:
        """Votes against do not count toward the quorum, as in GovernorCountingSimple."""
        return self.in_favour + self.abstain

    def reaches(self, quorum: int) -> bool:
        return quorum <= self.toward_quorum

    @property
    def has_majority(self) -> bool:
        """More votes for than against; a tie is lost and abstentions do not matter."""
        return self.in_favour > self.against

    def passes(self, quorum: int) -> bool:
        return self.reaches(quorum) and self.has_majority

    def share(self, support: Support) -> int:
        """Whole per cent of the votes cast; the three add up to 100 or less, never more."""
        return self.of(support) * 100 // self.total if self.total else 0


def quorum_of(supply: int, numerator: int, denominator: int = 100) -> int:
    """Votes needed, rounded down. Source: OpenZeppelin GovernorVotesQuorumFraction."""
    return supply * numerator // denominator
