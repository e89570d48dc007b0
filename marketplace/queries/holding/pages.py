"""What the pages of a holder show, read in one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from chain.outbox import EntryStatus, RelayEntry
from chain.units import Yen
from marketplace.models import Collection as Series
from marketplace.models import ResaleAsk, ResaleSums, TokenAct, TokenActKind, TokenActState
from marketplace.queries.holding.events import TokenEvent, events_of
from marketplace.queries.holding.resale import (
    AskView,
    OfferView,
    offer_view,
    offers_by,
    offers_for,
    offers_to,
    open_ask_of,
    open_asks,
    sums_of,
)
from marketplace.queries.holding.rights import RightStanding, TokenKey, borrowed_by, standing_of, standings
from marketplace.queries.holdings import Holding, find_holding, holdings_of
from marketplace.queries.yen import balance_of

_SHOWN = timedelta(days=1)  # how long a refused act is spoken of


@dataclass(frozen=True, slots=True)
class Held:
    """One thing somebody holds or borrows. `ask`: it is on sale."""

    holding: Holding
    standing: RightStanding
    ask: AskView | None = None

    @property
    def key(self) -> TokenKey:
        return self.holding.token.collection, self.holding.token.token_id


@dataclass(frozen=True, slots=True)
class Shelves:
    """What somebody holds, by what can be done with it, and what waits for an answer."""

    cards: Sequence[Held]
    rights: Sequence[Held]
    locked: Sequence[Held]
    borrowed: Sequence[Held]
    offers_received: Sequence[OfferView]
    offers_made: Sequence[OfferView]

    @property
    def votes(self) -> int:
        return sum(held.holding.votes for held in (*self.cards, *self.rights, *self.locked))

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.rights) + len(self.locked)


@dataclass(frozen=True, slots=True)
class ActView:
    act: TokenAct
    holding: Holding
    state: TokenActState


@dataclass(frozen=True, slots=True)
class TokenDesk:
    """What the page of one token shows beside its picture: to its holder, its borrower, or anybody who may buy it."""

    holding: Holding
    standing: RightStanding
    ask: AskView | None
    offers: Sequence[OfferView]
    acts: Sequence[ActView]  # under way or refused, of the reader
    events: Sequence[TokenEvent]  # the newest first
    balance: Yen  # of the reader
    now: int

    @property
    def key(self) -> TokenKey:
        return self.holding.token.collection, self.holding.token.token_id

    def may_use(self, reader: Address | None) -> bool:
        return reader is not None and self.standing.may_be_used_by(reader, self.holding.token.owner)


class HoldingPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def shelves(self, owner: Address) -> Shelves:
        now = unix(self._clock.now())
        with self._db.read() as session:
            held = self._held(session, holdings_of(session, owner), owner, now)
            lent = [find_holding(session, *key) for key in borrowed_by(session, owner, now)]
            locked = [one for one in held if one.holding.collection.locked]
            rights = [one for one in held if one.standing.is_right and one not in locked]
            return Shelves(
                cards=[one for one in held if one not in locked and one not in rights],
                rights=rights,
                locked=locked,
                borrowed=self._held(session, lent, owner, now),
                offers_received=offers_to(session, owner, now),
                offers_made=offers_by(session, owner, now),
            )

    def standing(self, collection: Series, token: TokenKey) -> RightStanding:
        """Of a token as a right, whoever holds it."""
        with self._db.read() as session:
            return standing_of(session, collection, token, unix(self._clock.now()))

    def token(self, token: TokenKey, reader: Address | None) -> TokenDesk:
        """Raises: TokenUnknown."""
        now = unix(self._clock.now())
        with self._db.read() as session:
            holding = find_holding(session, *token)
            standing = standings(session, [(holding.collection, token)], now)[token]
            return TokenDesk(
                holding=holding,
                standing=standing,
                ask=open_ask_of(session, *token, now),
                offers=offers_for(session, *token, now),
                acts=_acts(session, holding, reader, self._clock.now() - _SHOWN),
                events=events_of(session, token),
                balance=balance_of(session, reader) if reader else Yen(0),
                now=now,
            )

    def sums(self, token: TokenKey, price: Yen) -> tuple[Holding, ResaleSums]:
        """Where the money of a resale at this price would go. Raises: TokenUnknown."""
        with self._db.read() as session:
            holding = find_holding(session, *token)
            return holding, sums_of(session, holding.collection, price)

    def asks(self, collection: Address) -> list[AskView]:
        """What holders of a series sell, the cheapest first."""
        with self._db.read() as session:
            return open_asks(session, unix(self._clock.now()), ResaleAsk.collection == collection)

    def offer(self, offer_id: int, buyer: Address) -> OfferView:
        """Raises: OfferUnknown."""
        with self._db.read() as session:
            return offer_view(session, offer_id, buyer, unix(self._clock.now()))

    def act(self, act_id: int, actor: Address) -> ActView:
        """Raises: NotFound, also for anybody else's."""
        with self._db.read() as session:
            act = session.get(TokenAct, act_id)
            if act is None or act.actor != actor:
                raise NotFound("act", act_id)
            return _act(session, act, find_holding(session, act.collection, act.token_id))

    def _held(self, session: Session, holdings: Sequence[Holding], owner: Address, now: int) -> list[Held]:
        keyed = [(one.collection, (one.token.collection, one.token.token_id)) for one in holdings]
        stands = standings(session, keyed, now)
        on_sale = open_asks(session, now, ResaleAsk.seller == owner)
        asks = {(view.ask.collection, view.ask.token_id): view for view in on_sale}
        return [Held(one, stands[key], asks.get(key)) for one, (_, key) in zip(holdings, keyed, strict=True)]


def _acts(session: Session, holding: Holding, reader: Address | None, since: datetime) -> list[ActView]:
    """The newest act of each kind that the reader began and that is under way or was refused within a day."""
    if reader is None:
        return []
    token = holding.token
    found = select(TokenAct).where(
        TokenAct.collection == token.collection,
        TokenAct.token_id == token.token_id,
        TokenAct.actor == reader,
        TokenAct.created_at > since,
        or_(TokenAct.state == TokenActState.PENDING, TokenAct.state == TokenActState.FAILED),
    )
    newest: dict[TokenActKind, TokenAct] = {}
    for act in session.scalars(found.order_by(TokenAct.id)):
        newest[act.kind] = act
    views = [_act(session, act, holding) for act in newest.values()]
    return [view for view in views if view.state is not TokenActState.DONE]


def _act(session: Session, act: TokenAct, holding: Holding) -> ActView:
    state = TokenActState(act.state)
    if state is TokenActState.PENDING:
        status = session.scalar(select(RelayEntry.status).filter_by(key=f"marketplace.token_act:{act.id}"))
        if status == EntryStatus.CONFIRMED:
            state = TokenActState.DONE
    return ActView(act, holding, state)
