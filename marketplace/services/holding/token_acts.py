"""Lending, giving and taking back what is on sale: one signature of the holder each, in the same steps."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.collection import Loan, LoanReturn, Rebinding, TokenGift, Withdrawal
from chain.contracts.structs import SignedStruct
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import ZERO_ADDRESS, Address
from chain.outbox import Call, enqueue
from marketplace.errors import ActExpired, NotYours, RecipientRefused, RightUnmovable
from marketplace.models import TokenAct, TokenActKind, TokenActState
from marketplace.ports import People
from marketplace.queries.holding.rights import RightStanding, TokenKey, moves_of, standing_of
from marketplace.queries.holding.tokens import held_by, movable, name_of
from marketplace.queries.holdings import find_holding
from marketplace.signing import ToSign

LONGEST_LOAN = 366  # days
_LIFE = timedelta(hours=24)  # of a signature: long enough for a node that is away


class TokenActs:
    """What lending, giving and the rest share: the row, what is signed, and its way into the outbox."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, people: People) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.people = people

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing. Raises: NotFound, ActExpired."""
        now = self.clock.now()
        with self.db.write() as session:
            act = session.get(TokenAct, int(subject), with_for_update=True)
            if act is None:
                raise NotFound("act", subject)
            if act.signature is not None:
                return
            if unix(now) >= act.deadline:
                raise ActExpired(subject)
            act.signature, act.state = signature, TokenActState.PENDING
            name = f"marketplace.token_act:{act.id}"
            enqueue(session, self._call(act, signature), key=name, subject=name, now=now, principal=act.actor)

    def find(self, to: str, giver: Address) -> Address:
        """By the member number alone: an e-mail address would tell who has an account. Raises: RecipientRefused."""
        text = to.strip()
        is_number = "@" not in text and "＠" not in text and not text.lower().startswith(("0x", "０ｘ"))
        found = self.people.find_many([text]).get(text) if text and is_number else None
        if found is None:
            raise RecipientRefused("unknown")
        if found == giver:
            raise RecipientRefused("self")
        return found

    def _keep(
        self,
        session: Session,
        kind: TokenActKind,
        token: TokenKey,
        actor: Address,
        other: Address = ZERO_ADDRESS,
        **terms: object,
    ) -> ToSign:
        now = self.clock.now()
        fixed = {"former": actor, "number": 0, "expires": 0, "deadline": _end(now)}
        address, token_id = token
        act = TokenAct(
            kind=kind, collection=address, token_id=token_id, actor=actor, other=other, created_at=now, **fixed | terms
        )
        session.add(act)
        session.flush()
        return ToSign(str(act.id), self.contracts.collection(address).signed_message(signed_act(act)))

    def _call(self, act: TokenAct, signature: bytes) -> Call:
        series, struct = self.contracts.collection(act.collection), signed_act(act)
        if isinstance(struct, Loan):
            return series.lend(struct, signature)
        if isinstance(struct, LoanReturn):
            return series.end_loan(struct, signature)
        if isinstance(struct, TokenGift):
            return series.give(struct, signature)
        if isinstance(struct, Withdrawal):
            return series.withdraw_asks(struct, signature)
        assert isinstance(struct, Rebinding)
        return series.rebind(struct, act.actor, signature)


class LendRight(TokenActs):
    def prepare(self, token: TokenKey, owner: Address, to: str, until: datetime) -> ToSign:
        """Lend a right to somebody until a moment; nobody else can use it, and it cannot move, until then.

        Raises: TokenUnknown, NotYours, RightUnmovable (lent, not_lendable), RecipientRefused, Invalid (until).
        """
        borrower, now = self.find(to, owner), self.clock.now()
        if not now < until <= now + timedelta(days=LONGEST_LOAN):
            raise Invalid("until", "out_of_range", most=LONGEST_LOAN)
        with self.db.write() as session:
            standing = _standing(session, token, owner, unix(now))
            if not standing.rules.is_lendable:
                raise RightUnmovable(name_of(token), "not_lendable")
            if standing.lent_to is not None:
                raise RightUnmovable(name_of(token), "lent")
            terms = {"number": secrets.randbits(62), "expires": unix(until)}
            return self._keep(session, TokenActKind.LEND, token, owner, borrower, **terms)


class EndLoan(TokenActs):
    def prepare(self, token: TokenKey, borrower: Address) -> ToSign:
        """The borrower gives it back early. Raises: TokenUnknown, RightUnmovable (not_lent), NotYours."""
        with self.db.write() as session:
            holding = find_holding(session, *token)
            standing = standing_of(session, holding.collection, token, unix(self.clock.now()))
            if standing.lent_to is None:
                raise RightUnmovable(name_of(token), "not_lent")
            if standing.lent_to != borrower:
                raise NotYours(name_of(token))
            end = standing.lent_until  # the contract takes the loan's own end as the deadline
            terms = {"expires": end, "deadline": end}
            return self._keep(session, TokenActKind.END_LOAN, token, borrower, holding.token.owner, **terms)


class GiveToken(TokenActs):
    def prepare(self, token: TokenKey, owner: Address, to: str) -> ToSign:
        """To another account of this installation. Raises: TokenUnknown, NotYours, CardIsLocked, RightUnmovable,
        RecipientRefused."""
        return self._give(token, owner, self.find(to, owner))

    def prepare_export(self, token: TokenKey, owner: Address, to: Address) -> ToSign:
        """To an address in somebody's own wallet. Raises as `prepare`; also RecipientRefused (nobody, contract)."""
        if to == owner:
            raise RecipientRefused("self")
        if to == ZERO_ADDRESS:
            raise RecipientRefused("nobody")
        if to == token[0] or not self.contracts.collection(token[0]).is_received_by(to):
            raise RecipientRefused("contract")
        return self._give(token, owner, to)

    def _give(self, token: TokenKey, owner: Address, to: Address) -> ToSign:
        with self.db.write() as session:
            movable(session, token, owner, unix(self.clock.now()))
            return self._keep(session, TokenActKind.GIVE, token, owner, to, number=moves_of(session, token))


class WithdrawAsks(TokenActs):
    def prepare(self, token: TokenKey, owner: Address) -> ToSign:
        """Everything signed for the token so far becomes void: asks, gifts, approvals.

        Raises: TokenUnknown, NotYours.
        """
        with self.db.write() as session:
            held_by(session, token, owner)
            return self._keep(session, TokenActKind.WITHDRAW_ASKS, token, owner, number=moves_of(session, token))


def signed_act(act: TokenAct) -> SignedStruct:
    """The struct that the row says."""
    token_id, actor = act.token_id, act.actor
    if act.kind == TokenActKind.LEND:
        return Loan(token_id, actor, act.other, act.expires, act.number, act.deadline)
    if act.kind == TokenActKind.END_LOAN:
        return LoanReturn(token_id, actor, act.expires)
    if act.kind == TokenActKind.GIVE:
        return TokenGift(token_id, actor, act.other, act.number, act.deadline)
    if act.kind == TokenActKind.WITHDRAW_ASKS:
        return Withdrawal(token_id, actor, act.number, act.deadline)
    return Rebinding(token_id, act.former, act.other, act.deadline)


def _standing(session: Session, token: TokenKey, owner: Address, now: int) -> RightStanding:
    return standing_of(session, held_by(session, token, owner).collection, token, now)


def _end(now: datetime) -> int:
    return unix(now + _LIFE)
