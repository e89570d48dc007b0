"""Open the communities that all their towns agreed to: deploy their contracts, and give them their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from chain.clock import Clock
from chain.db import Database
from chain.deploying import CommunityPlan
from chain.errors import MusubiError
from chain.ids import MunicipalityCode
from dao.models import Setting
from dao.models.requests import CommunityRequest, RequestState
from dao.services.open_community import CommunityAddresses, CommunityProfile, OpenCommunity

Deploy = Callable[[CommunityPlan], CommunityAddresses]
_MOST_ATTEMPTS = 3  # by itself; an operator's command tries again as often as it is called
_LONGEST = timedelta(minutes=30)  # that a deployment takes; one that was cut off is taken up again after it


class OpenRequested:
    def __init__(self, db: Database, clock: Clock, opening: OpenCommunity) -> None:
        self._db = db
        self._clock = clock
        self._opening = opening

    def open_due(self, deploy: Deploy, *, is_asked_for: bool = False) -> int:
        """`deploy` puts a community's contracts on the chain, or finds those of that slug. `is_asked_for`: by an
        operator, who tries again what failed several times. Returns: how many were opened."""
        return sum(self._open(number, deploy) for number in self._due(is_asked_for=is_asked_for))

    def _due(self, *, is_asked_for: bool) -> Sequence[int]:
        failed = CommunityRequest.state == RequestState.FAILED
        cut_off = (CommunityRequest.state == RequestState.OPENING) & (
            CommunityRequest.changed_at < self._cut_off_before()
        )
        again = failed if is_asked_for else failed & (CommunityRequest.attempts < _MOST_ATTEMPTS)
        wanted = or_(CommunityRequest.state == RequestState.APPROVED, again, cut_off)
        with self._db.read() as session:
            return session.scalars(select(CommunityRequest.id).where(wanted).order_by(CommunityRequest.id)).all()

    def _open(self, number: int, deploy: Deploy) -> int:
        """No transaction is held while contracts are deployed."""
        with self._db.write() as session:
            request = session.get_one(CommunityRequest, number, with_for_update=True)
            if request.state in (RequestState.WITHDRAWN, RequestState.OPENED):
                return 0
            if request.state == RequestState.OPENING and request.changed_at >= self._cut_off_before():
                return 0  # another process has begun meanwhile
            request.attempts += 1
            request.state, request.changed_at = RequestState.OPENING, self._clock.now()
            plan, profile = _plan(request), profile_of(request)
        try:
            self._opening.open(profile, deploy(plan))
        except MusubiError as error:
            self._note(number, RequestState.FAILED, f"{type(error).__name__}: {error}")
            return 0
        self._note(number, RequestState.OPENED)
        return 1

    def _cut_off_before(self) -> datetime:
        return self._clock.now() - _LONGEST

    def _note(self, number: int, state: RequestState, error: str = "") -> None:
        with self._db.write() as session:
            request = session.get_one(CommunityRequest, number, with_for_update=True)
            request.state, request.error, request.changed_at = state, error, self._clock.now()


def profile_of(request: CommunityRequest) -> CommunityProfile:
    kept = request.profile
    return CommunityProfile(**{**kept, "towns": [MunicipalityCode(code) for code in kept["towns"]]})


def _plan(request: CommunityRequest) -> CommunityPlan:
    rules = {Setting(key): value for key, value in request.rules.items()}
    return CommunityPlan(
        slug=request.slug,
        collection=request.collection,
        voting_delay=rules[Setting.VOTING_DELAY],
        voting_period=rules[Setting.VOTING_PERIOD],
        quorum_percent=rules[Setting.QUORUM_PER_CENT],
        timelock_delay=rules[Setting.TIMELOCK_DELAY],
        proposal_threshold=rules[Setting.PROPOSAL_THRESHOLD],
        vote_extension=rules[Setting.VOTE_EXTENSION],
        towns=[MunicipalityCode(code).number for code in request.profile["towns"]],
    )
