"""The idea board: who may write, support counted once, merging without loss, ten thousand comments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from chain.errors import Invalid
from dao.models.ideas import IdeaComment, IdeaSupport, IdeaWords, OutcomeKind
from dao.models.ideas.errors import (
    AlreadyTranslated,
    CannotMerge,
    CommentUnknown,
    IdeaMerged,
    IdeaUnknown,
    MembersOnly,
    TooManyComments,
    TooManyIdeas,
)
from dao.queries.ideas.pages import Order
from dao.queries.own_data import own_data
from dao.services.ideas.comment_idea import COMMENTS_AN_HOUR
from dao.services.ideas.post_idea import IDEAS_A_DAY
from tests.fixtures.boards import Board, put_board
from tests.fixtures.statements import counted

LANTERNS = IdeaWords("猿橋の夜をともすランタンまつり", "橋のたもとに灯りを並べます。")
YUZU = IdeaWords("", "", "A weekend of yuzu harvest", "Help the growers.")


def test_members_write_support_and_take_it_back(board: Board) -> None:
    author, friend, stranger = board.member(1), board.member(2), board.person(3)
    with pytest.raises(MembersOnly):
        board.ideas.post.post("uda", stranger, LANTERNS)
    with pytest.raises(Invalid, match="title_ja: empty"):
        board.ideas.post.post("uda", author, IdeaWords(" ", "", "", ""))
    with pytest.raises(Invalid, match="body_en: empty"):
        board.ideas.post.post("uda", author, IdeaWords("題", "文", "A title", ""))
    with pytest.raises(Invalid, match="too_long"):
        board.ideas.post.post("uda", author, IdeaWords("題", "あ" * 5_001))
    lanterns, yuzu = board.ideas.post.post("uda", author, LANTERNS), board.ideas.post.post("uda", author, YUZU)
    for _again in range(2):
        board.ideas.support.support(lanterns, friend)
    board.ideas.support.support(yuzu, author)
    board.ideas.support.support(yuzu, friend)
    with pytest.raises(MembersOnly):
        board.ideas.support.support(lanterns, stranger)
    found = board.ideas.pages.board("uda", friend, Order.SUPPORTED)
    assert [(card.idea.id, card.idea.supporters, card.is_supported) for card in found.cards] == [
        (yuzu, 2, True), (lanterns, 1, True),
    ]  # fmt: skip
    board.give_cards(friend, 0)  # who has sold the card may still take the support back
    for _again in range(2):
        board.ideas.support.withdraw(yuzu, friend)
    board.ideas.support.withdraw(yuzu, stranger)
    page = board.ideas.pages.idea(yuzu, friend)
    assert (page.idea.supporters, page.is_supported, page.may_write) == (1, False, False)
    with board.db.read() as session:
        assert [row["title_en"] for row in own_data(session, author)["ideas_supported"]] == [
            "A weekend of yuzu harvest"
        ]
    with pytest.raises(IdeaUnknown):
        board.ideas.support.support(99, author)


def test_the_second_language_is_added_once_and_credited(board: Board) -> None:
    author, translator = board.member(1), board.member(2)
    yuzu = board.ideas.post.post("uda", author, YUZU)
    with pytest.raises(MembersOnly):
        board.ideas.post.translate(yuzu, board.person(3), "ゆず", "手伝う。")
    with pytest.raises(Invalid, match="body: empty"):
        board.ideas.post.translate(yuzu, translator, "ゆず", " ")
    board.ideas.post.translate(yuzu, translator, "ゆずの収穫を手伝う週末", "農家さんを手伝います。")
    idea = board.ideas.pages.idea(yuzu, None).idea
    assert (idea.title_ja, idea.translated_by, idea.missing_language) == ("ゆずの収穫を手伝う週末", translator, "")
    with pytest.raises(AlreadyTranslated):
        board.ideas.post.translate(yuzu, author, "ゆず", "手伝う。")


def test_a_flood_is_refused_and_similar_titles_are_found(board: Board) -> None:
    author, other = board.member(1), board.member(2)
    numbers = [board.ideas.post.post("uda", author, IdeaWords(f"案の{n}", "文")) for n in range(IDEAS_A_DAY)]
    with pytest.raises(TooManyIdeas):
        board.ideas.post.post("uda", author, LANTERNS)
    lanterns = board.ideas.post.post("uda", other, LANTERNS)
    board.clock.advance(timedelta(days=1, seconds=1))
    board.ideas.post.post("uda", author, YUZU)
    (found,) = board.ideas.pages.similar("uda", ["猿橋ランタンまつりを夜に"])
    assert found.id == lanterns
    assert board.ideas.pages.similar("uda", LANTERNS.titles, but=lanterns) == []
    for n in range(COMMENTS_AN_HOUR):
        board.ideas.comment.comment(numbers[0], author, f"その{n}")
    with pytest.raises(TooManyComments):
        board.ideas.comment.comment(lanterns, author, "もうひとつ")


def test_merging_counts_supporters_once_and_loses_nothing(board: Board) -> None:
    people = [board.member(number) for number in range(1, 6)]
    first, second, third = (board.ideas.post.post("uda", people[0], IdeaWords(f"案{n}", "文")) for n in range(3))
    for idea, supporters in ((first, people[:3]), (second, people[2:5]), (third, people[4:])):
        for person in supporters:
            board.ideas.support.support(idea, person)
    said = board.ideas.comment.comment(first, people[1], "よいと思います。")
    with pytest.raises(CannotMerge):
        board.ideas.merge.merge(first, first, people[0])
    board.ideas.merge.merge(first, second, people[0])
    assert board.ideas.pages.idea(second, None).idea.supporters == 5
    board.ideas.merge.merge(second, third, people[0])
    kept, merged = board.ideas.pages.idea(third, None), board.ideas.pages.idea(first, None)
    assert kept.idea.supporters == 5
    assert [idea.id for idea in kept.merged] == [first, second]
    assert merged.kept is not None
    assert (merged.kept.id, merged.idea.supporters) == (third, 3)
    assert board.ideas.comments.discussion(first).threads[0].comment.id == said
    board.ideas.support.withdraw(third, people[1])  # who came from the merged one is free to leave
    with board.db.read() as session:
        rows = session.execute(select(IdeaSupport.idea_id, IdeaSupport.supporter)).all()
    assert len([row for row in rows if row.idea_id == first]) == 3
    assert board.ideas.pages.idea(third, None).idea.supporters == 4
    assert [card.idea.id for card in board.ideas.pages.board("uda", None, Order.NEWEST).cards] == [third]
    for act in (board.ideas.support.support, board.ideas.support.withdraw):
        with pytest.raises(IdeaMerged):
            act(first, people[0])
    with pytest.raises(IdeaMerged):
        board.ideas.comment.comment(first, people[0], "まだ書けますか。")
    with pytest.raises(IdeaMerged):
        board.ideas.merge.merge(third, first, people[0])
    board.ideas.outcome.note(first, OutcomeKind.POLL, 7)  # begun before the merge: it goes to the kept one
    origin = board.ideas.pages.origin_of(OutcomeKind.POLL, 7)
    assert origin is not None
    assert origin.id == third


def test_ideas_of_another_community_are_not_merged(board: Board) -> None:
    other = put_board(board.db, board.clock, "izu")
    here = board.ideas.post.post("uda", board.member(1), LANTERNS)
    other.logs = board.logs
    there = other.ideas.post.post("izu", other.member(2), LANTERNS)
    with pytest.raises(CannotMerge):
        board.ideas.merge.merge(here, there, board.person(9))


def test_ten_thousand_comments_open_with_few_queries_and_each_is_found(board: Board) -> None:
    author = board.member(1)
    idea, other = board.ideas.post.post("uda", author, LANTERNS), board.ideas.post.post("uda", author, YUZU)
    few = board.ideas.comment.comment(other, author, "ひとこと")
    _flood(board, idea, author, first=few + 1)
    numbers = range(few + 1, few + 10_001)
    with counted(board.db) as statements:
        page = board.ideas.comments.discussion(idea)
    assert len(statements) <= 6
    assert page.pages == 250  # 5,000 threads of one answer each
    assert [thread.all_answers for thread in page.threads] == [1] * 20
    oldest, newest = (
        board.ideas.comments.place_of(idea, numbers[0]),
        board.ideas.comments.place_of(idea, numbers[4_999]),
    )
    assert (oldest.page, newest.page) == (250, 1)
    answer = board.ideas.comment.comment(idea, author, "返信", answered=numbers[-1])
    shown = board.ideas.comments.thread(idea, answer)
    (thread,) = shown.threads
    assert (thread.comment.id, thread.answers[-1].id, shown.page, shown.pages) == (numbers[4_999], answer, 1, 1)
    assert board.ideas.comments.place_of(idea, answer).thread == numbers[4_999]
    assert board.ideas.comments.discussion(idea, 10**6).page == 250
    for number in (few, 10**6):
        with pytest.raises(CommentUnknown):
            board.ideas.comments.place_of(idea, number)


def _flood(board: Board, idea: int, author: str, first: int) -> None:
    """5,000 threads, then one answer to each."""
    rows = [
        {
            "id": first + n, "idea_id": idea, "thread": None if n < 5_000 else first + n - 5_000, "author": author,
            "body": f"その{n}", "created_at": board.clock.now() - timedelta(days=2),
        }
        for n in range(10_000)
    ]  # fmt: skip
    with board.db.write() as session:
        session.execute(insert(IdeaComment), rows)
        if not board.db.is_sqlite:
            session.connection().exec_driver_sql(
                "SELECT setval('idea_comment_id_seq', (SELECT max(id) FROM idea_comment))"
            )
