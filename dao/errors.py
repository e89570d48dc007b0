"""What a community's rules refuse. Each leaf carries the values its sentence needs."""

from __future__ import annotations

from datetime import datetime

from chain.errors import Conflict, Forbidden, NotFound
from chain.ids import Address
from chain.units import Yen


class CommunityUnknown(NotFound):
    def __init__(self, slug: str) -> None:
        super().__init__("community", slug)


class ProposalUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("proposal", key)


class TransactionUnknown(NotFound):
    """The chain knows it perhaps, but it did not move the money of this treasury."""

    def __init__(self, tx_hash: str) -> None:
        super().__init__("transaction", tx_hash)


class PlanChanged(Conflict):
    """Somebody else saved another revision of a year's plan meanwhile."""

    def __init__(self, fiscal_year: int, revision: int) -> None:
        super().__init__("plan", "changed_meanwhile", fiscal_year=fiscal_year, revision=revision)
        self.revision = revision


class BallotUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("ballot", key)


class CardRequired(Forbidden):
    """Only somebody who holds a card of the community may propose."""

    def __init__(self, slug: str, who: Address) -> None:
        super().__init__("propose", who)
        self.slug = slug


class NoCardAtSnapshot(Forbidden):
    """The voter held no card when the vote was opened. `votes_now` counts cards bought later."""

    def __init__(self, who: Address, snapshot: int, votes_now: int) -> None:
        super().__init__("vote", who)
        self.snapshot = snapshot
        self.votes_now = votes_now


class AlreadyVoted(Conflict):
    def __init__(self, proposal: int) -> None:
        super().__init__("ballot", "already_voted", proposal=proposal)


class BallotOnItsWay(Conflict):
    """A mind is changed only when the ballot before has been counted."""

    def __init__(self, proposal: int) -> None:
        super().__init__("ballot", "on_its_way", proposal=proposal)


class VotingNotOpen(Conflict):
    """`opens_at` in unix seconds; 0 while the proposal is still on its way to the chain."""

    def __init__(self, proposal: int, opens_at: int) -> None:
        super().__init__("ballot", "not_open", proposal=proposal, opens_at=opens_at)
        self.opens_at = opens_at


class VotingClosed(Conflict):
    def __init__(self, proposal: int, closed_at: int) -> None:
        super().__init__("ballot", "closed", proposal=proposal, closed_at=closed_at)
        self.closed_at = closed_at


class TreasuryTooSmall(Conflict):
    """The treasury does not hold what the proposal pays. It may be tried again when money has come in."""

    def __init__(self, needed: Yen, balance: Yen) -> None:
        super().__init__("execution", "treasury_too_small", needed=int(needed), balance=int(balance))
        self.needed = needed
        self.balance = balance


class ActionFails(Conflict):
    """Tried out on the node, an action is refused as things stand. `error` is the contract's own name for why."""

    def __init__(self, proposal: int, error: str) -> None:
        super().__init__("execution", "action_fails", proposal=proposal, error=error)
        self.error = error


class StepNotDue(Conflict):
    """Queueing or execution was asked for in a state that does not allow it."""

    def __init__(self, step: str, state: str) -> None:
        super().__init__(step, "not_due", state=state)
        self.state = state


class ProposalNotWaiting(Conflict):
    """A town may stop a proposal only while it waits to be executed: accepted, and not paid yet."""

    def __init__(self, proposal: int, state: str) -> None:
        reason = {"executed": "executed", "canceled": "stopped_already"}.get(state, "not_waiting")
        super().__init__("veto", reason, proposal=proposal, state=state)
        self.state = state


class VetoOnItsWay(Conflict):
    """A town signed that it stops the proposal, and the chain has not answered yet."""

    def __init__(self, proposal: int) -> None:
        super().__init__("veto", "on_its_way", proposal=proposal)


class GuardianMissing(Conflict):
    """A community that was opened without a guardian: nobody can stop what waits in its treasury."""

    def __init__(self, slug: str) -> None:
        super().__init__("veto", "no_guardian", slug=slug)


class NotAwaitingSignature(Conflict):
    def __init__(self, what: str) -> None:
        super().__init__(what, "not_awaiting_signature")


class PollUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("poll", key)


class NotVerifiedAtOpening(Forbidden):
    """Where persons count: nobody had verified who the voter is when the poll opened."""

    def __init__(self, who: Address, opened_at: int) -> None:
        super().__init__("vote in a poll as a person", who)
        self.opened_at = opened_at


class TierNotReached(Forbidden):
    """The poll asks for units of a token, and the voter held too few when it opened."""

    def __init__(self, who: Address, least: int, held: int) -> None:
        super().__init__("vote in a poll for holders", who)
        self.least = least
        self.held = held
        self.missing = least - held


class NothingHeldAtOpening(Forbidden):
    """Where holders count: neither a card nor the community's token was held when the poll opened."""

    def __init__(self, who: Address, opened_at: int) -> None:
        super().__init__("vote in a poll as a holder", who)
        self.opened_at = opened_at


class AnsweredAlready(Conflict):
    """At the counter, where nothing is answered twice; or by the same person from another account."""

    def __init__(self, poll: int) -> None:
        super().__init__("ballot", "answered_already", poll=poll)


class NoCardAtOpening(Forbidden):
    """The voter held no card when the poll opened. `votes_now` counts cards bought later."""

    def __init__(self, who: Address, opened_at: int, votes_now: int) -> None:
        super().__init__("vote in a poll", who)
        self.opened_at = opened_at
        self.votes_now = votes_now


class PollNotOpen(Conflict):
    """`opens_at` in unix seconds."""

    def __init__(self, poll: int, opens_at: int) -> None:
        super().__init__("poll ballot", "not_open", poll=poll, opens_at=opens_at)
        self.opens_at = opens_at


class PollClosed(Conflict):
    def __init__(self, poll: int, closed_at: int) -> None:
        super().__init__("poll ballot", "closed", poll=poll, closed_at=closed_at)
        self.closed_at = closed_at


class PollNotCounted(Conflict):
    """The poll has not closed, or the block that breaks its ties is not final yet."""

    def __init__(self, poll: int) -> None:
        super().__init__("poll result", "not_counted", poll=poll)


class PreparationUnknown(NotFound):
    """Of a sealed poll; also for everybody who is neither its officer nor a trustee."""

    def __init__(self, key: object) -> None:
        super().__init__("poll preparation", key)


class PreparationEnded(Conflict):
    """The sealed poll was opened or withdrawn meanwhile."""

    def __init__(self, number: int) -> None:
        super().__init__("poll preparation", "ended", number=number)


class TrusteesMissing(Conflict):
    """Too few have accepted for the poll to open."""

    def __init__(self, accepted: int, needed: int) -> None:
        super().__init__("poll preparation", "trustees_missing", accepted=accepted, needed=needed)
        self.missing = needed - accepted


class SealKept(Conflict):
    """No trustee's key is taken before the close."""

    def __init__(self, poll: int, closes_at: int) -> None:
        super().__init__("poll seal", "kept", poll=poll, closes_at=closes_at)
        self.closes_at = closes_at


class PollNotVoidable(Conflict):
    """Only a sealed poll can be void, when its trustees had a week after the close, and before it was opened."""

    def __init__(self, poll: int) -> None:
        super().__init__("poll", "not_voidable", poll=poll)


class PollVoid(Conflict):
    def __init__(self, poll: int) -> None:
        super().__init__("poll", "void", poll=poll)


class NotAMember(Forbidden):
    """Only people who belong to the community may see or do this."""

    def __init__(self, slug: str, who: object) -> None:
        super().__init__("act as a member", who)
        self.slug = slug


class RoleRequired(Forbidden):
    """Only somebody with a certain role in the community may do this."""

    def __init__(self, slug: str, who: object, action: str) -> None:
        super().__init__(action, who)
        self.slug = slug


class OwnSubject(Forbidden):
    """Nobody reports what they wrote themselves, nor decides about it."""

    def __init__(self, who: Address) -> None:
        super().__init__("judge their own words", who)


class ReportedUnknown(NotFound):
    """What was to be reported is not there."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__(kind, number)


class TownOfficersOnly(Forbidden):
    """Officers of the town decide about what stands on its own pages."""

    def __init__(self, municipality: str, who: Address) -> None:
        super().__init__("moderate for a town", who)
        self.municipality = municipality


class AlreadyDecided(Conflict):
    """It is hidden, or shown, already: somebody else was quicker."""

    def __init__(self, decision: str) -> None:
        super().__init__("moderation", "already_decided", decision=decision)


class RoleHoldingUnknown(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("role", number)


class SurveyUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("survey", key)


class QuestionUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("survey question", key)


class SurveyLocked(Conflict):
    """Questions stand as they were opened: answers to others could not be compared."""

    def __init__(self, survey: int) -> None:
        super().__init__("survey", "locked", survey=survey)


class SurveyNotReady(Conflict):
    """`faults` of its questions stand in the way of opening."""

    def __init__(self, survey: int, faults: int) -> None:
        super().__init__("survey", "not_ready", survey=survey, faults=faults)


class SurveyNotOpen(Conflict):
    def __init__(self, survey: int) -> None:
        super().__init__("survey answer", "not_open", survey=survey)


class SurveyClosed(Conflict):
    def __init__(self, survey: int) -> None:
        super().__init__("survey answer", "closed", survey=survey)


class SurveyNotClosed(Conflict):
    """Results are shown once, after the close: two looks at a running count would tell what came between."""

    def __init__(self, survey: int) -> None:
        super().__init__("survey result", "not_closed", survey=survey)


class NobodyToThank(Conflict):
    """The survey promised no points, or nobody answered it."""

    def __init__(self, survey: int) -> None:
        super().__init__("survey thanks", "nobody", survey=survey)


class ConductChanged(Conflict):
    """Another steward wrote a version meanwhile."""

    def __init__(self, slug: str) -> None:
        super().__init__("code of conduct", "changed_meanwhile", slug=slug)


class EventUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("event", key)


class EventReplyUnknown(NotFound):
    def __init__(self, key: object) -> None:
        super().__init__("event reply", key)


class NotInvited(Forbidden):
    """The event is for members, or for holders of a card or a token. `audience` says for whom; so many units of a token
    are `missing`."""

    def __init__(self, event: int, who: Address, audience: str, missing: int = 0) -> None:
        super().__init__("come to an event", who)
        self.event = event
        self.reason = audience
        self.missing = missing


class EventClosed(Conflict):
    """`reason`: called_off, begun, over or nothing_offered."""

    def __init__(self, event: int, reason: str) -> None:
        super().__init__("event", reason, event=event)


class NotAtThisDoor(Forbidden):
    """Neither does this person hold the event, nor help at its door."""

    def __init__(self, event: int, who: Address) -> None:
        super().__init__("let people in at an event", who)
        self.event = event


class AlreadyIn(Conflict):
    """The code was used; `came_at` says when."""

    def __init__(self, event: int, came_at: datetime) -> None:
        super().__init__("event reply", "already_in", event=event)
        self.came_at = came_at
