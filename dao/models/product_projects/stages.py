"""Where a product project stands, by what has happened to it. Pure: nothing here is kept, so nothing can disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MakerBy(StrEnum):
    """Who chooses the maker; said when the project is started."""

    STEWARD = "steward"
    POLL = "poll"  # whose options are the shops that applied


class Stage(StrEnum):
    """The four that the page draws."""

    IDEA = "idea"
    VOTE = "vote"  # on prototypes
    MAKER = "maker"
    SALE = "sale"


class Outcome(StrEnum):
    """Of a poll."""

    OPEN = "open"  # or will be
    COUNTING = "counting"
    DECIDED = "decided"
    UNDECIDED = "undecided"  # too few took part, or the houses differ


class Situation(StrEnum):
    """What a project waits for."""

    BEGUN = "begun"  # the steward opens the vote on prototypes
    VOTING = "voting"
    COUNTING = "counting"
    UNDECIDED = "undecided"  # the steward opens another vote
    PROTOTYPE_CHOSEN = "prototype_chosen"  # the steward asks for makers
    APPLYING = "applying"
    NO_APPLICANTS = "no_applicants"  # the steward asks for longer
    APPLIED = "applied"  # the steward chooses the maker, or opens the poll about it
    MAKER_VOTING = "maker_voting"
    MAKER_COUNTING = "maker_counting"
    MAKER_VOTED = "maker_voted"  # the steward confirms whom the poll chose
    MAKER_UNDECIDED = "maker_undecided"  # the steward chooses after all
    MAKER_CHOSEN = "maker_chosen"  # the maker writes the offer
    OFFERED = "offered"  # the maker finishes it, its town reviews and publishes it
    ON_SALE = "on_sale"

    @property
    def stage(self) -> Stage:
        return _STAGES[self]


_OF_STAGE = {
    Stage.IDEA: (Situation.BEGUN,),
    Stage.VOTE: (Situation.VOTING, Situation.COUNTING, Situation.UNDECIDED, Situation.PROTOTYPE_CHOSEN),
    Stage.MAKER: (
        Situation.APPLYING, Situation.NO_APPLICANTS, Situation.APPLIED, Situation.MAKER_VOTING,
        Situation.MAKER_COUNTING, Situation.MAKER_VOTED, Situation.MAKER_UNDECIDED,
    ),
    Stage.SALE: (Situation.MAKER_CHOSEN, Situation.OFFERED, Situation.ON_SALE),
}  # fmt: skip
_STAGES = {situation: stage for stage, situations in _OF_STAGE.items() for situation in situations}


class StepKind(StrEnum):
    """What happened; each is told to the project's readers."""

    STARTED = "started"
    VOTE_OPENED = "vote_opened"
    MAKERS_ASKED = "makers_asked"
    TIME_EXTENDED = "time_extended"
    CALL_TAKEN_BACK = "call_taken_back"
    MAKER_VOTE_OPENED = "maker_vote_opened"
    MAKER_CHOSEN = "maker_chosen"
    CHOICE_TAKEN_BACK = "choice_taken_back"
    ON_SALE = "on_sale"
    STOPPED = "stopped"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a project now. An `offer` that was refused or taken back is none."""

    vote: Outcome | None = None
    apply_until: datetime | None = None
    applicants: int = 0
    maker_vote: Outcome | None = None
    has_maker: bool = False
    has_offer: bool = False
    is_on_sale: bool = False

    def situation(self, now: datetime) -> Situation:
        if self.is_on_sale:
            return Situation.ON_SALE
        if self.has_maker:
            return Situation.OFFERED if self.has_offer else Situation.MAKER_CHOSEN
        if self.maker_vote is not None:
            return _MAKER_VOTES[self.maker_vote]
        if self.apply_until is not None:
            if now < self.apply_until:
                return Situation.APPLYING
            return Situation.APPLIED if self.applicants else Situation.NO_APPLICANTS
        return Situation.BEGUN if self.vote is None else _VOTES[self.vote]


_VOTES = {
    Outcome.OPEN: Situation.VOTING,
    Outcome.COUNTING: Situation.COUNTING,
    Outcome.DECIDED: Situation.PROTOTYPE_CHOSEN,
    Outcome.UNDECIDED: Situation.UNDECIDED,
}
_MAKER_VOTES = {
    Outcome.OPEN: Situation.MAKER_VOTING,
    Outcome.COUNTING: Situation.MAKER_COUNTING,
    Outcome.DECIDED: Situation.MAKER_VOTED,
    Outcome.UNDECIDED: Situation.MAKER_UNDECIDED,
}
