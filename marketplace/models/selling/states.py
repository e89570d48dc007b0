"""How far an offer has come, and which act leads from where to where. What happens on chain is read from the ledger."""

from __future__ import annotations

from enum import StrEnum

from chain.errors import Conflict


class OfferState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"  # the curator asks for changes; the seller's turn again
    APPROVED = "approved"  # from here on the ledger says how far its sale is
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"

    @property
    def is_sellers_turn(self) -> bool:
        return self in (OfferState.DRAFT, OfferState.RETURNED)


class OfferAct(StrEnum):
    """`comment` and the signed acts leave the state as it is."""

    BEGIN = "begin"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    REFUSE = "refuse"
    COMMENT = "comment"
    SIGN_COLLECTION = "sign_collection"
    SIGN_LISTING = "sign_listing"
    CANCEL = "cancel"


_TURN = frozenset({OfferState.DRAFT, OfferState.RETURNED})
_REVIEW = frozenset({OfferState.IN_REVIEW})
_APPROVED = frozenset({OfferState.APPROVED})
_MOVES: dict[OfferAct, tuple[frozenset[OfferState], OfferState]] = {
    OfferAct.SUBMIT: (_TURN, OfferState.IN_REVIEW),
    OfferAct.TAKE_BACK: (_TURN | _REVIEW | _APPROVED, OfferState.TAKEN_BACK),
    OfferAct.RETURN: (_REVIEW | _APPROVED, OfferState.RETURNED),
    OfferAct.APPROVE: (_REVIEW, OfferState.APPROVED),
    OfferAct.REFUSE: (_REVIEW, OfferState.REFUSED),
}
CURATORS_ACTS = frozenset({OfferAct.RETURN, OfferAct.APPROVE, OfferAct.REFUSE})
NEEDS_WORDS = frozenset({OfferAct.RETURN, OfferAct.REFUSE, OfferAct.COMMENT})


def next_state(state: OfferState, act: OfferAct, *, is_signed: bool = False) -> OfferState:
    """`is_signed`: a signature for its collection or listing was given; the chain has it, or will.

    Raises: Conflict (offer, not_now).
    """
    if act is OfferAct.COMMENT:
        return state
    wanted, after = _MOVES.get(act, (_APPROVED, OfferState.APPROVED))
    was_promised = is_signed and act in (OfferAct.TAKE_BACK, OfferAct.RETURN)
    if state not in wanted or was_promised:
        raise Conflict("offer", "not_now", state=state.value, act=act.value)
    return after
