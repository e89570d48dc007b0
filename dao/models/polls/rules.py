"""Rules of a poll: how it is answered and counted, fixed and hashed before the first ballot. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import rfc8785

from chain.errors import Invalid
from chain.hashing import keccak
from chain.ids import Address
from dao.models.polls.sealing.seal import Seal
from dao.models.polls.tallies.points import cost_of

MOST_OPTIONS = 60
MOST_SCORE = 10
CREDITS_A_CARD = 100  # of quadratic votes


class Mode(StrEnum):
    """How a ballot is answered. What `answer` holds, options numbered from 0; an empty one is an abstention."""

    SINGLE = "single"  # the option
    APPROVAL = "approval"  # the options, ascending
    SCORE = "score"  # a score of 0 to 10 for every option
    RANKED = "ranked"  # options from the best on; some may be left out
    PAIRWISE = "pairwise"  # better, other, better, other …
    QUADRATIC = "quadratic"  # votes for (or, below 0, against) every option; n cost n² of 100 credits a card


class House(StrEnum):
    """Whose votes decide (数え方): a card is a vote, a verified person is one, both must choose the same, or whoever
    holds a card or the community's token has one vote, however many they hold."""

    CARDS = "cards"
    PERSONS = "persons"
    BOTH = "both"
    HOLDERS = "holders"

    @property
    def counts_cards(self) -> bool:
        return self in (House.CARDS, House.BOTH)

    @property
    def counts_persons(self) -> bool:
        return self in (House.PERSONS, House.BOTH)


@dataclass(frozen=True, slots=True)
class Option:
    """`picture`: its content's name (CID), so that whoever signs a ballot signs what was to be seen; may be empty."""

    title_ja: str
    title_en: str
    picture: str = ""

    def as_json(self) -> dict[str, str]:
        """Without an empty picture: polls of before there were any keep their ids."""
        return {name: value for name, value in asdict(self).items() if value or name != "picture"}


@dataclass(frozen=True, slots=True)
class Holding:
    """A condition: `least` units of one of these tokens, by their contracts. Names of the tier (段階) are empty for
    holders of any unit."""

    tokens: tuple[Address, ...]
    least: int
    name_ja: str = ""
    name_en: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "tokens": list(self.tokens)}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Holding:
        return cls(**{**found, "tokens": tuple(Address(token) for token in found["tokens"])})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the poll's id is the hash of. Whoever signs a ballot signs these rules with it.

    One card is one vote: votes of `collection` at `opens_at`, unix seconds, that second included. Where holders count,
    who had one of them, or a unit of one of `tokens`, has one vote. With `holding` only who reached it at `opens_at`
    votes. `least_votes` must take part, abstentions included, else the poll decides nothing. Ties are broken by lots
    out of the hash of the first block at or after `closes_at`.
    """

    community: str  # slug
    municipality: int  # whose curator announces the result
    title_ja: str
    title_en: str
    body: str
    mode: Mode
    options: tuple[Option, ...]
    seats: int
    collection: Address
    opens_at: int
    closes_at: int
    least_votes: int
    salt: str  # hex; two polls never have one id
    ties: str = "lots of sha256(hash of the first block at or after closes_at, option as two bytes)"
    version: int = 1
    house: House = House.CARDS
    towns: tuple[str, ...] = ()  # whose verified persons count: codes, where persons do
    least_persons: int = 0  # of them must take part, as `least_votes` for cards
    seal: Seal | None = None  # ballots are encrypted until trustees open them
    tokens: tuple[Address, ...] = ()  # the community's, by their contracts, where holders count
    holding: Holding | None = None

    def as_json(self) -> dict[str, Any]:
        """Without what the poll does not need: polls of before persons counted, of before seals, or of before tokens
        did, keep their ids."""
        found = {**asdict(self), "options": [option.as_json() for option in self.options], "towns": list(self.towns)}
        found["seal"] = self.seal.as_json() if self.seal else None
        found["holding"] = self.holding.as_json() if self.holding else None
        found["tokens"] = list(self.tokens)
        left_out = {name for name in ("seal", "holding", "tokens") if not found[name]}
        if not self.house.counts_persons:
            left_out |= {"towns", "least_persons"} | ({"house"} if self.house is House.CARDS else set())
        return {name: value for name, value in found.items() if name not in left_out}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Rules:
        options = tuple(Option(**option) for option in found["options"])
        read = {"mode": Mode(found["mode"]), "options": options, "collection": Address(found["collection"])}
        house = {"house": House(found.get("house", House.CARDS)), "towns": tuple(found.get("towns", ()))}
        seal = {"seal": Seal.from_json(found["seal"]) if found.get("seal") else None}
        tokens = {"tokens": tuple(Address(token) for token in found.get("tokens", ()))}
        holding = {"holding": Holding.from_json(found["holding"]) if found.get("holding") else None}
        return cls(**{**found, **read, **house, **seal, **tokens, **holding})

    @property
    def poll(self) -> bytes:
        """The poll's id: keccak256 of these rules as canonical JSON (RFC 8785)."""
        return keccak(rfc8785.dumps(self.as_json()))

    @property
    def most_numbers(self) -> int:
        """How many numbers the longest answer holds."""
        options = len(self.options)
        return {Mode.SINGLE: 1, Mode.PAIRWISE: options * (options - 1)}.get(self.mode, options)

    def checked_answer(self, answer: Sequence[int], weight: int) -> tuple[int, ...]:
        """The answer in the one form that is signed. `weight` limits what quadratic votes may cost.

        Raises: Invalid (answer).
        """
        given = tuple(answer)
        if not given:
            return given
        return _CHECKS[self.mode](self, given, weight)


def _single(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    if len(answer) != 1:
        raise Invalid("answer", "one_option")
    return _known(rules, answer)


def _approval(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    return tuple(sorted(_ranked(rules, answer, weight)))


def _ranked(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    if len(set(answer)) != len(answer):
        raise Invalid("answer", "option_twice")
    return _known(rules, answer)


def _score(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    _require_all(rules, answer)
    if any(not 0 <= score <= MOST_SCORE for score in answer):
        raise Invalid("answer", "score_out_of_range", most=MOST_SCORE)
    return answer


def _quadratic(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    _require_all(rules, answer)
    cost, most = cost_of(answer), weight * CREDITS_A_CARD
    if cost > most:
        raise Invalid("answer", "credits_exceeded", cost=cost, credits=most)
    return answer


def _pairwise(rules: Rules, answer: tuple[int, ...], weight: int) -> tuple[int, ...]:
    if len(answer) % 2:
        raise Invalid("answer", "pair_incomplete")
    pairs = [tuple(sorted(answer[at : at + 2])) for at in range(0, len(answer), 2)]
    if len(set(pairs)) != len(pairs) or any(low == high for low, high in pairs):
        raise Invalid("answer", "option_twice")
    return _known(rules, answer)


def _known(rules: Rules, answer: tuple[int, ...]) -> tuple[int, ...]:
    if any(not 0 <= option < len(rules.options) for option in answer):
        raise Invalid("answer", "option_unknown")
    return answer


def _require_all(rules: Rules, answer: tuple[int, ...]) -> None:
    if len(answer) != len(rules.options):
        raise Invalid("answer", "every_option")


_CHECKS = {
    Mode.SINGLE: _single,
    Mode.APPROVAL: _approval,
    Mode.SCORE: _score,
    Mode.RANKED: _ranked,
    Mode.PAIRWISE: _pairwise,
    Mode.QUADRATIC: _quadratic,
}
