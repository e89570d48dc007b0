"""A fan supports a project (支援). One signature pays: the yen authorization whose nonce is the pledge's hash."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import PledgeAmountWrong, PledgeExpired, PledgeUnknown, ProjectNotOpen, YenShort
from marketplace.models import OrderState
from marketplace.models.projects import Pledge
from marketplace.models.projects.rules import ProjectState
from marketplace.queries.projects.views import project_view
from marketplace.queries.yen import balance_of
from marketplace.services.projects.acts import pledge_act
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)
LONGEST_NAME, LONGEST_MESSAGE = 40, 200


@dataclass(frozen=True, slots=True)
class SupporterWords:
    """What everybody may read of a supporter; both may be empty."""

    name: str = ""
    message: str = ""

    def checked(self) -> SupporterWords:
        """Without marks that change the direction of writing or cannot be seen. Raises: Invalid (name, message)."""
        name, message = _visible(self.name), _visible(self.message)
        if len(name) > LONGEST_NAME:
            raise Invalid("name", "too_long", most=LONGEST_NAME)
        if len(message) > LONGEST_MESSAGE:
            raise Invalid("message", "too_long", most=LONGEST_MESSAGE)
        return SupporterWords(name, message)


class MakePledge:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, number: int, supporter: Address, amount: Yen, words: SupporterWords) -> ToSign:
        """Keep the pledge and say what the supporter signs.

        Raises: ProjectUnknown, ProjectNotOpen, PledgeAmountWrong, YenShort, Invalid (name, message).
        """
        words = words.checked()
        now = self.clock.now()
        with self.db.write() as session:
            _check(session, self.clock, number, supporter, amount)
            pledge = Pledge(
                project_number=number,
                supporter=supporter,
                amount=amount,
                salt=secrets.token_bytes(32),
                valid_before=unix(now + SIGN_WITHIN),
                shown_name=words.name,
                message=words.message,
                created_at=now,
            )
            act = pledge_act(pledge)
            pledge.pledge_id = self.contracts.crowdfund.pledge_id(act)
            session.add(pledge)
            session.flush()
            return ToSign(str(pledge.id), self.contracts.crowdfund.pledge_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed pledge to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the coin does.
        Raises: PledgeUnknown, PledgeExpired, ProjectNotOpen, PledgeAmountWrong, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            pledge = session.get(Pledge, int(subject), with_for_update=True)
            if pledge is None:
                raise PledgeUnknown(subject)
            if pledge.signature is not None:
                return
            if unix(now) >= pledge.valid_before:
                raise PledgeExpired(pledge.id)
            _check(session, self.clock, pledge.project_number, pledge.supporter, pledge.amount)
            pledge.signature, pledge.state = signature, OrderState.PENDING
            call = self.contracts.crowdfund.pledge(pledge_act(pledge), signature)
            name = f"marketplace.pledge:{pledge.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=pledge.supporter)

    def rename(self, pledge_id: int, supporter: Address, words: SupporterWords) -> None:
        """Show another name and message, or none: the old ones are gone from the table.

        Raises: PledgeUnknown, also for anybody else's; Invalid (name, message).
        """
        words = words.checked()
        with self.db.write() as session:
            pledge = session.get(Pledge, pledge_id, with_for_update=True)
            if pledge is None or pledge.supporter != supporter:
                raise PledgeUnknown(pledge_id)
            pledge.shown_name, pledge.message = words.name, words.message


def _check(session: Session, clock: Clock, number: int, supporter: Address, amount: Yen) -> None:
    """Raises what says why this cannot be pledged now."""
    view = project_view(session, number, clock.now())
    if view.state is not ProjectState.RUNNING:
        raise ProjectNotOpen(number, view.state)
    project = view.project
    if not project.least <= amount <= project.most:
        reason = "under_least" if amount < project.least else "over_most"
        raise PledgeAmountWrong(reason, least=project.least, most=project.most)
    available = balance_of(session, supporter)
    if amount > available:
        raise YenShort(amount, available)


def _visible(text: str) -> str:
    """On one line, spaces put together, without control and direction marks."""
    kept = (" " if one.isspace() else one for one in text if one.isspace() or unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(kept).split())


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
