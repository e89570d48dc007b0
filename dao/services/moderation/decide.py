"""A moderator hides something, shows it again, or leaves it as it is; always with a reason that members can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from dao.errors import AlreadyDecided, OwnSubject
from dao.events import ContentModerated
from dao.models.description import check_text
from dao.models.moderation import Decision, ModerationAct, Reason, Report, ReportedKind
from dao.queries.moderation.deciders import require_decider
from dao.queries.moderation.states import hidden_among
from dao.queries.moderation.subjects import community_of, find_reported

MOST_WORDS = 500


class Decide:
    def __init__(self, db: Database, clock: Clock, kinds: Mapping[str, ReportedKind]) -> None:
        self._db = db
        self._clock = clock
        self._kinds = kinds

    def decide(
        self, kind: str, number: int, moderator: Address, decision: Decision, reason: Reason, words: str,
        *, is_officer: bool = False,
    ) -> None:  # fmt: skip
        """Answers every open report about the thing, and tells its author why. `is_officer`: of the town whose thing it
        is, where it is a town's.

        Raises: ReportedUnknown, RoleRequired, TownOfficersOnly, OwnSubject, AlreadyDecided, Invalid (words).
        """
        with self._db.write() as session:
            found = find_reported(session, self._kinds, kind, number)
            role = require_decider(session, found, moderator, is_officer=is_officer)
            if found.author == moderator:
                raise OwnSubject(moderator)
            words = check_text("words", words, MOST_WORDS)
            _require_change(session, kind, number, decision)
            now, reports = self._clock.now(), _open_reports(session, kind, number)
            act = ModerationAct(
                community=found.community, municipality=found.municipality, kind=kind, subject=number,
                author=found.author, decision=decision, reason=reason, words=words, role=role, moderator=moderator,
                reports=len(reports), done_at=now,
            )  # fmt: skip
            session.add(act)
            session.flush()
            for report in reports:
                report.answered_by = act.id
            _tell(session, act, [report.reporter for report in reports], now)


def _require_change(session: Session, kind: str, number: int, decision: Decision) -> None:
    is_hidden = number in hidden_among(session, kind, [number])
    if is_hidden == (decision is Decision.HIDE) and decision is not Decision.KEEP:
        raise AlreadyDecided(decision)
    if is_hidden and decision is Decision.KEEP:
        raise AlreadyDecided(Decision.HIDE)


def _open_reports(session: Session, kind: str, number: int) -> list[Report]:
    waiting = select(Report).where(Report.kind == kind, Report.subject == number, Report.answered_by.is_(None))
    return list(session.scalars(waiting.with_for_update()))


def _place(session: Session, act: ModerationAct) -> tuple[str, str]:
    """Names of the community or of the town."""
    if act.community:
        community = community_of(session, act.community)
        return community.name_ja, community.name_en
    code = MunicipalityCode(act.municipality)
    town = Municipalities().by_code(session, [code]).get(code)
    return (town.name_ja, town.name_en) if town else (act.municipality, act.municipality)


def _tell(session: Session, act: ModerationAct, reporters: list[Address], now: datetime) -> None:
    """The author hears what happened and why; reporters hear that somebody looked. Nobody hears who reported."""
    name_ja, name_en = _place(session, act)
    told = [("author", [act.author])] if act.decision is not Decision.KEEP else []
    told += [("reporter", reporters)] if reporters else []
    for whom, accounts in told:
        record(
            session,
            ContentModerated(
                act.id, whom, [str(account) for account in accounts], act.kind, act.decision, act.reason, act.words,
                act.community, name_ja, name_en, act.municipality, act.subject,
            ),
            now,
        )  # fmt: skip
