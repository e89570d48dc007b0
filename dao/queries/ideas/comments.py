"""Comments in pages: threads the newest first, answers in the order they were written. Ten thousand of them cost as
many queries as ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from chain.db import Database
from dao.models.ideas import IdeaComment
from dao.models.ideas.errors import CommentUnknown
from dao.models.moderation import ModerationAct
from dao.queries.ideas.finding import comment_of
from dao.queries.ideas.hiding import without_hidden_bodies

THREADS_A_PAGE, ANSWERS_SHOWN, ANSWERS_A_PAGE = 20, 3, 50


@dataclass(frozen=True, slots=True)
class Thread:
    comment: IdeaComment
    answers: Sequence[IdeaComment]
    all_answers: int

    @property
    def hidden_answers(self) -> int:
        return self.all_answers - len(self.answers)


@dataclass(frozen=True, slots=True)
class Discussion:
    """`hidden`: of the comments shown those whose words moderators hid, with the act that says why."""

    threads: Sequence[Thread]
    hidden: Mapping[int, ModerationAct]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """Where a comment stands: its own page of the discussion, or the page of its thread."""

    thread: int | None
    page: int


class CommentPages:
    def __init__(self, db: Database) -> None:
        self._db = db

    def discussion(self, idea: int, page: int = 1) -> Discussion:
        """A page outside the range becomes the nearest one inside."""
        with self._db.read() as session:
            opening = IdeaComment.idea_id == idea, IdeaComment.thread.is_(None)
            page, pages = _within(page, _count(session, *opening), THREADS_A_PAGE)
            wanted = select(IdeaComment).where(*opening).order_by(IdeaComment.id.desc())
            wanted = wanted.limit(THREADS_A_PAGE).offset((page - 1) * THREADS_A_PAGE)
            threads = _threads(session, idea, session.scalars(wanted).all())
            shown = [comment for thread in threads for comment in (thread.comment, *thread.answers)]
            return Discussion(threads, without_hidden_bodies(session, shown), page, pages)

    def thread(self, idea: int, number: int, page: int = 1) -> Discussion:
        """One thread with a page of its answers. Raises: CommentUnknown."""
        with self._db.read() as session:
            comment = comment_of(session, idea, number)
            if comment.thread is not None:
                comment = comment_of(session, idea, comment.thread)
            of_thread = IdeaComment.idea_id == idea, IdeaComment.thread == comment.id
            total = _count(session, *of_thread)
            page, pages = _within(page, total, ANSWERS_A_PAGE)
            wanted = select(IdeaComment).where(*of_thread).order_by(IdeaComment.id)
            wanted = wanted.limit(ANSWERS_A_PAGE).offset((page - 1) * ANSWERS_A_PAGE)
            answers = session.scalars(wanted).all()
            hidden = without_hidden_bodies(session, [comment, *answers])
            return Discussion([Thread(comment, answers, total)], hidden, page, pages)

    def comment(self, idea: int, number: int) -> tuple[IdeaComment, bool]:
        """And whether a moderator hid it; its words are empty then. Raises: CommentUnknown."""
        with self._db.read() as session:
            comment = comment_of(session, idea, number)
            return comment, bool(without_hidden_bodies(session, [comment]))

    def idea_of(self, number: int) -> int:
        """The idea that a comment is about. Raises: CommentUnknown."""
        with self._db.read() as session:
            comment = session.get(IdeaComment, number)
            if comment is None:
                raise CommentUnknown(number)
            return comment.idea_id

    def place_of(self, idea: int, number: int) -> CommentPlace:
        """Raises: CommentUnknown."""
        with self._db.read() as session:
            comment = comment_of(session, idea, number)
            beside = IdeaComment.idea_id == idea
            if comment.thread is None:
                above = _count(session, beside, IdeaComment.thread.is_(None), IdeaComment.id > number)
                return CommentPlace(None, above // THREADS_A_PAGE + 1)
            above = _count(session, beside, IdeaComment.thread == comment.thread, IdeaComment.id < number)
            return CommentPlace(comment.thread, above // ANSWERS_A_PAGE + 1)


def _within(page: int, total: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-total // size))
    return min(max(page, 1), pages), pages


def _count(session: Session, *wanted: object) -> int:
    return session.scalar(select(func.count()).select_from(IdeaComment).where(*wanted)) or 0  # type: ignore[arg-type]


def _threads(session: Session, idea: int, comments: Sequence[IdeaComment]) -> list[Thread]:
    """With the newest answers of each, oldest of them first."""
    of_threads = IdeaComment.idea_id == idea, IdeaComment.thread.in_([comment.id for comment in comments])
    counted = select(IdeaComment.thread, func.count()).where(*of_threads).group_by(IdeaComment.thread)
    totals: dict[int | None, int] = {row[0]: row[1] for row in session.execute(counted)}
    place = func.row_number().over(partition_by=IdeaComment.thread, order_by=IdeaComment.id.desc()).label("place")
    ranked = select(IdeaComment, place).where(*of_threads).subquery()
    answer = aliased(IdeaComment, ranked)
    newest = select(answer).where(ranked.c.place <= ANSWERS_SHOWN).order_by(answer.id)
    answers: dict[int | None, list[IdeaComment]] = {}
    for one in session.scalars(newest):
        answers.setdefault(one.thread, []).append(one)
    return [Thread(one, answers.get(one.id, []), totals.get(one.id, 0)) for one in comments]
