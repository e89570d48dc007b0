"""The pages of moderation: the log that members read, and the list that moderators work through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.errors import ReportedUnknown
from dao.models import Community
from dao.models.membership import MODERATING
from dao.models.moderation import ModerationAct, Reason, Report, Reported, ReportedKind
from dao.queries.membership.belonging import Belonging, require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.deciders import require_decider
from dao.queries.moderation.states import hidden_among
from dao.queries.moderation.subjects import community_of, find_reported

_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class LogPage:
    """Newest first. `own`: numbers of the acts about what the reader wrote."""

    community: Community
    acts: Sequence[ModerationAct]
    own: frozenset[int]
    may_moderate: bool
    open_reports: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ReportedThing:
    """Something with open reports. `reported` is None when the thing itself is gone."""

    kind: str
    number: int
    reported: Reported | None
    reasons: Sequence[tuple[Reason, str]]  # with the reporters' words
    since: datetime
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """`community`: None where a town's officers decide."""

    community: Community | None
    reported: Reported
    hidden: ModerationAct | None
    reports: Sequence[Report]
    past: Sequence[ModerationAct]


@dataclass(frozen=True, slots=True)
class TownReports:
    things: Sequence[ReportedThing]
    acts: Sequence[ModerationAct]  # newest first


class ModerationPages:
    def __init__(self, db: Database, belonging: Belonging, kinds: Mapping[str, ReportedKind]) -> None:
        self._db = db
        self._belonging = belonging
        self._kinds = kinds

    def log(self, slug: str, reader: Address, page: int) -> LogPage:
        """Raises: CommunityUnknown, NotAMember."""
        with self._db.read() as session:
            community = community_of(session, slug)
            own = session.scalars(
                select(ModerationAct.id).where(ModerationAct.community == slug, ModerationAct.author == reader)
            ).all()
            if not own:  # who wrote here and left may still read why it was hidden
                self._belonging.require(session, community, reader)
            acts = select(ModerationAct).where(ModerationAct.community == slug)
            count = session.scalar(select(func.count()).select_from(acts.subquery())) or 0
            pages = max(1, -(-count // _A_PAGE))
            page = min(max(page, 1), pages)
            shown = acts.order_by(ModerationAct.id.desc()).limit(_A_PAGE).offset((page - 1) * _A_PAGE)
            may_moderate = bool(roles_of(session, slug, reader) & MODERATING)
            waiting = _count_open(session, slug) if may_moderate else 0
            return LogPage(community, session.scalars(shown).all(), frozenset(own), may_moderate, waiting, page, pages)

    def open_reports(self, slug: str, moderator: Address) -> tuple[Community, list[ReportedThing]]:
        """What waits for a decision, the longest waiting first. Raises: CommunityUnknown, RoleRequired."""
        with self._db.read() as session:
            community = community_of(session, slug)
            require_role(session, slug, moderator, MODERATING, "read reports")
            waiting = select(Report).where(Report.community == slug, Report.answered_by.is_(None))
            return community, self._things(session, waiting)

    def of_town(self, municipality: MunicipalityCode) -> TownReports:
        """What waits for a town's officers, the longest waiting first, and what they did last."""
        with self._db.read() as session:
            waiting = select(Report).where(Report.municipality == str(municipality), Report.answered_by.is_(None))
            done = select(ModerationAct).filter_by(municipality=str(municipality)).order_by(ModerationAct.id.desc())
            return TownReports(self._things(session, waiting), session.scalars(done.limit(_A_PAGE)).all())

    def town_of(self, kind: str, number: int) -> str:
        """Code of the town whose officers decide; empty for a community's. Raises: ReportedUnknown."""
        with self._db.read() as session:
            return find_reported(session, self._kinds, kind, number).municipality

    def hidden(self, kind: str, numbers: Collection[int]) -> dict[int, ModerationAct]:
        """Of these things those that are hidden, with the act that says why."""
        with self._db.read() as session:
            return hidden_among(session, kind, numbers)

    def decision(self, kind: str, number: int, moderator: Address, *, is_officer: bool = False) -> DecisionPage:
        """Everything a moderator looks at before deciding. `is_officer`: of the town whose thing it is.

        Raises: ReportedUnknown, RoleRequired, TownOfficersOnly.
        """
        with self._db.read() as session:
            found = find_reported(session, self._kinds, kind, number)
            require_decider(session, found, moderator, is_officer=is_officer)
            about = select(Report).where(Report.kind == kind, Report.subject == number, Report.answered_by.is_(None))
            reports = session.scalars(about.order_by(Report.id)).all()
            if not reports and not self._kinds[kind].is_shown_to(session, number, moderator):
                raise ReportedUnknown(kind, number)
            past = select(ModerationAct).filter_by(kind=kind, subject=number).order_by(ModerationAct.id.desc())
            return DecisionPage(
                community_of(session, found.community) if found.community else None,
                found,
                hidden_among(session, kind, [number]).get(number),
                reports,
                session.scalars(past).all(),
            )

    def _things(self, session: Session, waiting: Select[Report]) -> list[ReportedThing]:
        things: dict[tuple[str, int], list[Report]] = {}
        for report in session.scalars(waiting.order_by(Report.reported_at, Report.id)):
            things.setdefault((report.kind, report.subject), []).append(report)
        return [self._thing(session, *key, reports) for key, reports in things.items()]

    def _thing(self, session: Session, kind: str, number: int, reports: Sequence[Report]) -> ReportedThing:
        reported = self._kinds[kind].find(session, number) if kind in self._kinds else None
        reasons = [(Reason(report.reason), report.words) for report in reports]
        is_hidden = number in hidden_among(session, kind, [number])
        return ReportedThing(kind, number, reported, reasons, reports[0].reported_at, is_hidden)


def _count_open(session: Session, slug: str) -> int:
    waiting = select(Report.kind, Report.subject).where(Report.community == slug, Report.answered_by.is_(None))
    return session.scalar(select(func.count()).select_from(waiting.distinct().subquery())) or 0
