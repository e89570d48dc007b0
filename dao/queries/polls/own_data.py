"""What polls hold about one person, for the person. No signatures."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.polls import Poll, PollBallot
from dao.models.polls.trustees import PollPreparation, PollTrustee


def poll_data(session: Session, person: Address) -> OwnData:
    polls = (
        select(
            Poll.poll,
            Poll.community,
            PollBallot.answer,
            PollBallot.sealed.label("closed_box"),
            PollBallot.revision,
            PollBallot.signed_at,
        )
        .join(Poll, Poll.id == PollBallot.poll_row)
        .where(PollBallot.voter == person)
        .order_by(PollBallot.id)
    )
    trusteeships = (
        select(
            PollPreparation.community, PollTrustee.name, PollTrustee.accepted_at, PollTrustee.declined_at,
            PollTrustee.shared_at,
        )
        .join(PollPreparation, PollPreparation.id == PollTrustee.preparation_row)
        .where(PollTrustee.account == person)
        .order_by(PollTrustee.id)
    )  # fmt: skip
    return {"poll_ballots": plain_rows(session, polls), "poll_trusteeships": plain_rows(session, trusteeships)}
