"""A holder makes use of a first refusal or a seat, in their own words; the seller answers with a day, or says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database, OwnData
from chain.events import record
from chain.ids import Address
from marketplace.errors import ActExpired
from marketplace.events import RightServed
from marketplace.models import ChainCollection, Collection, Kind, RightRedemption, Token
from marketplace.models.deliveries.errors import ExerciseClosed, ExerciseUnknown, NotServed
from marketplace.models.deliveries.rows import KEPT_AFTER_DELIVERY, Exercise, ExerciseState
from marketplace.models.selling.wording import plain_words
from marketplace.ports import Cipher, Signer
from marketplace.queries.admission.rights import RightAtDoor, right_at_door
from marketplace.queries.deliveries.tokens import DECLARED_KINDS, collections_of, exercises_of, open_exercise, seller_of
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holding.tokens import held_by, name_of
from marketplace.queries.holdings import find_holding
from marketplace.services.admission.redeem_right import RedeemRight
from marketplace.services.deliveries.count_use import ask_ahead, reserve_use
from marketplace.services.selling.write_offer import Seller
from marketplace.signing import ToSign

LONGEST_WISH, LONGEST_ANSWER = 500, 600
PURPOSE = "right exercise"
_ENDED = (ExerciseState.ANSWERED, ExerciseState.DECLINED, ExerciseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """`wish`: empty once it was erased."""

    exercise: Exercise
    collection: Collection
    wish: str


class ExerciseRight:
    """Does not check that the person acts for `seller`; the surface does by role."""

    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, cipher: Cipher, signer: Signer, redeem: RedeemRight
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.cipher = cipher
        self.signer = signer
        self.redeem = redeem

    def of_holder(self, token: TokenKey, holder: Address) -> list[ExerciseView]:
        """The newest first. Raises: TokenUnknown."""
        with self.db.read() as session:
            series = find_holding(session, *token).collection
            return [self._view(one, series) for one in exercises_of(session, token, holder)]

    def declare(self, token: TokenKey, holder: Address, wish: str) -> ToSign | None:
        """Returns what a holder who keeps the key signs, where the answer counts the use.

        Raises: TokenUnknown, NotYours, NotServed, ExerciseClosed (open_already), Invalid (wish).
        """
        words, now = plain_words(wish, "wish", LONGEST_WISH, lines=True), self.clock.now()
        is_managed = self.signer.is_managed(holder)
        with self.db.write() as session:
            session.get(Token, token, with_for_update=True)
            found = right_at_door(session, token, now)
            held_by(session, token, holder)
            _require_usable(found, token)
            before = open_exercise(session, token, holder)
            if before is not None and before.state == ExerciseState.DECLARED:
                raise ExerciseClosed(before.id, "open_already")
            if before is not None:
                before.state = ExerciseState.WITHDRAWN  # was never signed
            row = Exercise(
                collection=token[0], token_id=token[1], use=found.used + 1, holder=holder, created_at=now
            )  # fmt: skip
            session.add(row)
            session.flush()
            row.sealed = self.cipher.seal(PURPOSE, words.encode(), _bound_to(row.id))
            if is_managed or found.holding.collection.kind == Kind.VIEWING:
                return None
            row.state = ExerciseState.AWAITING_SIGNATURE
            row.redemption_id, asked = ask_ahead(session, self.contracts, found, now)
            return asked

    def complete(self, subject: str, signature: bytes) -> None:
        """A repeated call changes nothing. Raises: ActExpired."""
        with self.db.write() as session:
            row = session.get(RightRedemption, int(subject), with_for_update=True)
            if row is None or unix(self.clock.now()) >= row.deadline:
                raise ActExpired(subject)
            if row.signature is None:
                row.signature = signature
                signed = update(Exercise).where(Exercise.redemption_id == row.id)
                awaiting = signed.where(Exercise.state == ExerciseState.AWAITING_SIGNATURE)
                session.execute(awaiting.values(state=ExerciseState.DECLARED))

    def withdraw(self, exercise_id: int, holder: Address) -> None:
        """Before it is answered. Raises: ExerciseUnknown, ExerciseClosed."""
        with self.db.write() as session:
            row = session.get(Exercise, exercise_id, with_for_update=True)
            if row is None or row.holder != holder:
                raise ExerciseUnknown(exercise_id)
            if row.state in (ExerciseState.ANSWERED, ExerciseState.DECLINED):
                raise ExerciseClosed(exercise_id, "answered")
            row.state, row.sealed = ExerciseState.WITHDRAWN, None

    def for_seller(self, seller: Seller) -> list[ExerciseView]:
        """What waits for an answer first, then the newest."""
        with self.db.read() as session:
            series = collections_of(session, seller.municipality, seller.merchant_id, DECLARED_KINDS)
            views = [
                self._view(exercise, one)
                for one in series
                for exercise in session.scalars(_of_series(one).order_by(Exercise.id.desc()).limit(100))
                if exercise.state in (ExerciseState.DECLARED, ExerciseState.ANSWERED, ExerciseState.DECLINED)
            ]
            return sorted(views, key=lambda view: (view.exercise.state != ExerciseState.DECLARED, -view.exercise.id))

    def answer(self, seller: Seller, exercise_id: int, day: date | None, words: str, by: Address) -> None:
        """With a day; counts the use unless a door will. Without one it is declined, and nothing is counted.

        Raises: ExerciseUnknown, ExerciseClosed, NotServed, Invalid (answer).
        """
        said, now, redemption_id = plain_words(words, "answer", LONGEST_ANSWER, lines=True), self.clock.now(), None
        with self.db.write() as session:
            row, series = _for_answer(session, seller, exercise_id)
            row.answer, row.day, row.answered_by, row.answered_at = said, day, by, now
            row.state = ExerciseState.DECLINED if day is None else ExerciseState.ANSWERED
            if day is not None and series.kind != Kind.VIEWING:
                found = right_at_door(session, (row.collection, row.token_id), now)
                if found.holding.token.owner != row.holder or found.used + 1 != row.use:
                    raise ExerciseClosed(exercise_id, "answered")
                _require_usable(found, (row.collection, row.token_id))
                redemption_id = row.redemption_id = reserve_use(session, found, by, row.redemption_id, now).id
            record(session, _told(series, row), now)
        if redemption_id is not None:
            self.redeem.send(redemption_id)

    def forget(self) -> int:
        """A job: wishes that were answered some time ago. Returns: how many."""
        old = update(Exercise).where(Exercise.sealed.is_not(None), Exercise.state.in_(_ENDED))
        due = old.where(Exercise.answered_at <= self.clock.now() - KEPT_AFTER_DELIVERY)
        with self.db.write() as session:
            return int(session.execute(due.values(sealed=None)).rowcount)  # type: ignore[attr-defined]

    def own_data(self, session: Session, person: Address) -> OwnData:
        rows = session.scalars(select(Exercise).filter_by(holder=person).order_by(Exercise.id))
        return {
            "right_exercises": [
                {
                    "collection": row.collection, "token_id": row.token_id, "wish": self._wish(row),
                    "state": str(row.state), "answer": row.answer, "created_at": row.created_at,
                }
                for row in rows
            ]
        }  # fmt: skip

    def _view(self, row: Exercise, series: Collection) -> ExerciseView:
        return ExerciseView(row, series, self._wish(row))

    def _wish(self, row: Exercise) -> str:
        return self.cipher.open(PURPOSE, row.sealed, _bound_to(row.id)).decode() if row.sealed else ""


def _require_usable(found: RightAtDoor, token: TokenKey) -> None:
    """Raises: NotServed."""
    standing, kind = found.standing, found.holding.collection.kind
    reasons = {
        "other_kind": kind not in DECLARED_KINDS,
        "used_up": found.used >= standing.rules.uses,
        "over": standing.is_over,
        "early": standing.is_early and kind != Kind.VIEWING,  # a day of the season is agreed ahead
        "lent": standing.lent_to is not None,
    }
    for reason, holds in reasons.items():
        if holds:
            raise NotServed(name_of(token), reason)


def _for_answer(session: Session, seller: Seller, exercise_id: int) -> tuple[Exercise, Collection]:
    row = session.get(Exercise, exercise_id, with_for_update=True)
    if row is None:
        raise ExerciseUnknown(exercise_id)
    series = find_holding(session, row.collection, row.token_id).collection
    if (series.municipality, seller_of(series)) != (seller.municipality, seller.merchant_id):
        raise ExerciseUnknown(exercise_id)
    if row.state != ExerciseState.DECLARED:
        raise ExerciseClosed(exercise_id, "answered")
    return row, series


def _of_series(series: Collection) -> Select[Exercise]:
    joined = select(Exercise).join(ChainCollection, ChainCollection.address == Exercise.collection)
    return joined.where(ChainCollection.number == series.number)


def _told(series: Collection, row: Exercise) -> RightServed:
    return RightServed(
        key=f"exercise:{row.id}",
        account=row.holder,
        outcome="answered" if row.day else "declined",
        collection=row.collection,
        token=row.token_id,
        name_ja=series.name_ja,
        name_en=series.name_en,
        day=row.day.isoformat() if row.day else "",
        words=row.answer,
    )


def _bound_to(exercise_id: int) -> str:
    return f"right_exercise:{exercise_id}"
