"""A town asks for a community; every other town in it agrees, or one refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models import Community, Setting
from dao.models.actions import LIMITS
from dao.models.description import MAX_BODY, check_text
from dao.models.requests import CommunityRequest, Kind, RequestState, TownConsent
from dao.models.requests.errors import RequestClosed, RequestUnknown
from dao.ports import Holders
from dao.services.open_community import CommunityProfile

LANDSCAPES = ("mountains", "coast", "lake")
MOST_TOWNS, MAX_NAME, MAX_TAGLINE, MAX_REASON = 20, 80, 160, 500
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GONE = (RequestState.REFUSED, RequestState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class CommunityDraft:
    """`profile.towns`: the town that asks first, then the others of a joint community."""

    profile: CommunityProfile
    kind: Kind
    collection: Address
    rules: Mapping[Setting, int]  # units as in Setting

    def checked(self) -> CommunityDraft:
        """Raises: Invalid naming the field."""
        one = self.profile
        if not _SLUG.fullmatch(one.slug) or len(one.slug) > 40:
            raise Invalid("slug", "not_a_slug", value=one.slug)
        if one.landscape not in LANDSCAPES:
            raise Invalid("landscape", "one_option")
        if (self.kind is Kind.JOINT) != (len(one.towns) > 1) or len(set(one.towns)) > MOST_TOWNS:
            raise Invalid("towns", "towns_of_joint")
        for setting, value in self.rules.items():
            least, most = LIMITS[setting]
            if not least <= value <= most:
                raise Invalid(str(setting), "setting_out_of_range")
        if self.rules[Setting.VOTE_EXTENSION] > self.rules[Setting.VOTING_PERIOD]:
            raise Invalid(str(Setting.VOTE_EXTENSION), "extension_too_long")
        return replace(self, profile=_checked_words(one, is_project=self.kind is Kind.PROJECT))


class RequestCommunity:
    """Callers have checked that who acts is an officer of the town."""

    def __init__(self, db: Database, clock: Clock, holders: Holders) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders

    def ask(self, town: MunicipalityCode, officer: Address, draft: CommunityDraft) -> int:
        """Returns: its number. Raises: Invalid naming the field."""
        draft, now = draft.checked(), self._clock.now()
        profile = draft.profile
        with self._db.write() as session:
            _require_free(session, profile.slug)
            series = self._holders.voting_series_of(session, [str(code) for code in profile.towns])
            if draft.collection not in {one.address for one in series}:
                raise Invalid("collection", "series_missing")
            others = [code for code in profile.towns if code != town]
            kept = asdict(profile) | {"towns": [str(code) for code in profile.towns]}
            request = CommunityRequest(
                slug=profile.slug, kind=draft.kind, municipality=town, officer=officer, profile=kept,
                collection=draft.collection, rules={str(key): value for key, value in draft.rules.items()},
                state=RequestState.ASKED if others else RequestState.APPROVED, created_at=now, changed_at=now,
            )  # fmt: skip
            session.add(request)
            session.flush()
            session.add_all(TownConsent(request_row=request.id, municipality=code) for code in others)
            return request.id

    def agree(self, number: int, town: MunicipalityCode, officer: Address) -> None:
        """With the last town's consent it waits to be opened. Raises: RequestUnknown, RequestClosed."""
        now = self._clock.now()
        with self._db.write() as session:
            request, own = _asked(session, number, town)
            own.officer, own.agreed_at = officer, now
            session.flush()
            waiting = select(TownConsent.municipality).filter_by(request_row=number, agreed_at=None).limit(1)
            if session.scalar(waiting) is None:
                request.state, request.changed_at = RequestState.APPROVED, now

    def refuse(self, number: int, town: MunicipalityCode, reason: str) -> None:
        """The towns of the request read the reason. Raises: RequestUnknown, RequestClosed, Invalid (reason)."""
        words = check_text("reason", reason, MAX_REASON)
        with self._db.write() as session:
            request, _own = _asked(session, number, town)
            request.state, request.reason, request.changed_at = RequestState.REFUSED, words, self._clock.now()

    def withdraw(self, number: int, town: MunicipalityCode) -> None:
        """By the town that asked, until it is being opened. Raises: RequestUnknown, RequestClosed."""
        with self._db.write() as session:
            request = session.get(CommunityRequest, number, with_for_update=True)
            if request is None or request.municipality != town:
                raise RequestUnknown(number)
            if request.state not in (RequestState.ASKED, RequestState.APPROVED, RequestState.FAILED):
                raise RequestClosed(number)
            request.state, request.changed_at = RequestState.WITHDRAWN, self._clock.now()


def _checked_words(one: CommunityProfile, *, is_project: bool) -> CommunityProfile:
    return replace(
        one,
        name_ja=check_text("name_ja", " ".join(one.name_ja.split()), MAX_NAME),
        name_en=check_text("name_en", " ".join(one.name_en.split()), MAX_NAME),
        tagline_ja=check_text("tagline_ja", " ".join(one.tagline_ja.split()), MAX_TAGLINE),
        tagline_en=check_text("tagline_en", " ".join(one.tagline_en.split()), MAX_TAGLINE, may_be_empty=True),
        story_ja=check_text("story_ja", one.story_ja, MAX_BODY),
        story_en=check_text("story_en", one.story_en, MAX_BODY, may_be_empty=True),
        is_project=is_project,
    )


def _require_free(session: Session, slug: str) -> None:
    asked = select(CommunityRequest.id).where(CommunityRequest.slug == slug, CommunityRequest.state.not_in(_GONE))
    opened = select(Community.id).where(Community.slug == slug)
    if any(session.scalar(one.limit(1)) is not None for one in (asked, opened)):
        raise Invalid("slug", "slug_taken")


def _asked(session: Session, number: int, town: MunicipalityCode) -> tuple[CommunityRequest, TownConsent]:
    request = session.get(CommunityRequest, number, with_for_update=True)
    own = session.get(TownConsent, (number, town))
    if request is None or own is None:
        raise RequestUnknown(number)
    if request.state != RequestState.ASKED or own.agreed_at is not None:
        raise RequestClosed(number)
    return request, own
