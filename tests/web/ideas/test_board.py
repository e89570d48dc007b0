"""The idea board in the browser."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from app.own_data.gathering import gather
from app.wiring import Platform, event_handlers
from chain.events import route_pending
from chain.ids import Address
from dao.models.ideas import Idea, IdeaWords, OutcomeKind
from dao.models.membership import CommunityRole
from dao.models.moderation import Decision, Reason
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from wallet import Role

MUKAWA = "015865"
LANTERNS = {"title_ja": "猿橋の夜をともすランタンまつり", "body_ja": "橋のたもとに**灯り**を並べます。"}


def post(client: FlaskClient, **changed: str) -> str:
    """The path of the page of a new idea."""
    made = client.post("/communities/uda/ideas", data={**LANTERNS, **changed})
    assert made.status_code == 303, made.text
    return made.location


def test_from_an_idea_to_answers(board: Board, client: FlaskClient, sign_in: SignIn, member: Address) -> None:
    assert "まだアイデアはありません" in client.get("/communities/uda/ideas").text
    assert client.get("/communities/uda/ideas/new").status_code == 200
    idea = post(client)
    page = client.get(idea).text
    assert "<strong>灯り</strong>" in page
    assert "花子" in page
    assert client.post(f"{idea}/support").status_code == 303
    assert "1人が応援しています" in client.get(idea).text
    assert "応援をやめる" in client.get(idea).text
    client.post(f"{idea}/support/withdrawal")
    assert "0人が応援しています" in client.get(idea).text
    empty = client.post(f"{idea}/comments", data={"body": " "})
    assert empty.status_code == 422
    assert "入力してください" in empty.text
    said = client.post(f"{idea}/comments", data={"body": "<b>夜店</b>も出せますか。"})
    found = client.get(said.location)
    number = found.location.rpartition("comment-")[2]
    assert found.status_code == 302
    assert "&lt;b&gt;夜店&lt;/b&gt;" in client.get(found.location).text
    answered = client.post(f"{idea}/threads/{number}/comments", data={"body": "出したいです。"})
    thread = client.get(answered.location).location
    assert f"/threads/{number}" in thread
    assert "出したいです。" in client.get(thread).text
    assert "コメント 2件" in client.get(idea).text
    assert client.post(f"{idea}/threads/{number}/comments", data={"body": "あ" * 2_001}).status_code == 422
    assert client.get(f"{idea}/comments/99").status_code == 404
    assert client.get("/ideas/99").status_code == 404
    assert "コメント 2件" in client.get("/communities/uda/ideas?order=newest&page=9").text
    client.set_cookie("musubi_lang", "en")
    for path in (idea, thread, "/communities/uda/ideas", "/communities/uda/ideas/new", f"{idea}/translation"):
        assert client.get(path).status_code == 200


def test_similar_titles_are_shown_before_posting_and_refusals_keep_what_was_typed(
    board: Board, client: FlaskClient, member: Address
) -> None:
    first = post(client)
    similar = client.post("/communities/uda/ideas", data={**LANTERNS, "title_ja": "猿橋ランタンまつりを夜に"})
    assert "似たアイデアがあります" in similar.text
    assert first in similar.text
    assert "橋のたもとに**灯り**を並べます。" in similar.text
    assert post(client, title_ja="猿橋ランタンまつりを夜に", anyway="1") != first
    refused = client.post("/communities/uda/ideas", data={"title_ja": "", "body_ja": "題名のない文"})
    assert refused.status_code == 422
    assert "題名のない文" in refused.text
    for at in range(3):
        post(client, title_ja=f"案{at}", anyway="1")
    flood = client.post("/communities/uda/ideas", data={"title_ja": "ゆずの週末", "body_ja": "収穫を手伝う。"})
    assert flood.status_code == 409
    assert "1日に5件まで" in flood.text
    assert "収穫を手伝う。" in flood.text


def test_both_languages_stand_side_by_side_with_the_translators_name(
    board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    idea = post(client)
    translator = sign_in(email="jane@example.jp")
    assert client.post(f"{idea}/translation", data={"title": "Lanterns", "body": "Lights"}).status_code == 403
    board.give_cards(translator.address)
    empty = client.post(f"{idea}/translation", data={"title": "Lanterns", "body": ""})
    assert empty.status_code == 422
    assert 'value="Lanterns"' in empty.text
    assert client.post(f"{idea}/translation", data={"title": "Lanterns", "body": "Lights"}).status_code == 303
    page = client.get(idea).text
    assert 'lang="ja"' in page
    assert "<p>Lights</p>" in page
    assert "が訳しました" in page
    assert client.get(f"{idea}/translation").status_code == 409
    assert "<h1" in client.get(f"{idea}?lang=en").text
    assert re.search(r"<h1[^>]*>Lanterns</h1>", client.get(f"{idea}?lang=en").text)


def test_visitors_read_and_are_led_to_sign_in_and_strangers_are_refused(
    board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    idea = post(client)
    acts = (f"{idea}/support", f"{idea}/comments", f"{idea}/translation", "/communities/uda/ideas")
    client.delete_cookie("musubi_signin")
    assert "サインインする" in client.get(idea).text
    for path in (*acts, f"{idea}/merge"):
        assert client.post(path, data=LANTERNS).location.startswith("/signin")
    sign_in(email="taro@example.jp")
    assert "カードが必要です" in client.get(idea).text
    assert "カードが必要です" in client.get("/communities/uda/ideas/new").text
    for path in acts:
        form = {**LANTERNS, "title_ja": "ゆず", "title": "Yuzu", "body": "Help"}
        assert client.post(path, data=form).status_code == 403
    assert client.get("/communities/nowhere/ideas").status_code == 404


def test_a_town_merges_ideas_and_nobody_else_does(
    board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    first = post(client)
    second = post(client, title_ja="猿橋ランタンまつりを夜に", anyway="1")
    client.post(f"{first}/support")
    number = second.rpartition("/")[2]
    assert "似たアイデアにまとめる" not in client.get(first).text
    for role in ([], [(Role.OFFICER, MUKAWA)]):
        sign_in(roles=role)
        assert client.get(f"{first}/merge").status_code == 403
        assert client.post(f"{first}/merge", data={"kept": number}).status_code == 403
    sign_in(board.person(7), [(Role.OFFICER, str(UDA))])
    choice = client.get(f"{first}/merge").text
    assert f'value="{number}"' in choice
    for wrong, status in (("そば", 404), (first.rpartition("/")[2], 409), ("", 404)):
        assert client.post(f"{first}/merge", data={"kept": wrong}).status_code == status
    done = client.post(f"{first}/merge", data={"kept": f"https://example.jp{second}"})
    assert done.location == second
    kept, merged = client.get(second).text, client.get(first).text
    assert "1人が応援しています" in kept
    assert "ここにまとめられたアイデア" in kept
    assert "似たアイデアにまとめられました" in merged
    assert second in merged


def test_an_idea_becomes_a_poll_and_fills_the_form_of_a_proposal(
    board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    idea = post(client)
    number = idea.rpartition("/")[2]
    assert f"/communities/uda/proposals/new?idea={number}" in client.get(idea).text
    proposal = client.get(f"/communities/uda/proposals/new?idea={number}").text
    assert LANTERNS["title_ja"] in proposal
    assert f'name="idea" value="{number}"' in proposal
    assert 'name="idea"' not in client.get("/communities/uda/proposals/new?idea=99").text
    sign_in(board.person(7), [(Role.OFFICER, str(UDA))])
    assert f"/console/{UDA}/polls/new?idea={number}" in client.get(idea).text
    form = client.get(f"/console/{UDA}/polls/new?idea={number}").text
    assert LANTERNS["title_ja"] in form
    assert f'name="idea" value="{number}"' in form
    opened = client.post(
        f"/console/{UDA}/polls",
        data={
            "community": "uda", "title_ja": "ランタンまつりの日", "title_en": "", "body": "", "options": "春\n秋",
            "mode": "single", "seats": "1", "least_votes": "0", "opens_at": "", "closes_at": "2026-11-25T10:00",
            "idea": number,
        },
    )  # fmt: skip
    assert opened.status_code == 303, opened.text
    assert idea in client.get(opened.location).text
    page = client.get(idea).text
    assert "ランタンまつりの日" in page
    assert opened.location in page
    assert "アンケートになりました" in client.get("/communities/uda/ideas").text


def test_a_proposal_that_nobody_signed_is_not_shown(board: Board, client: FlaskClient, member: Address) -> None:
    number = board.ideas.post.post("uda", member, IdeaWords("ゆずの週末", "収穫を手伝う。"))
    board.ideas.outcome.note(number, OutcomeKind.PROPOSAL, 5)
    assert "ここから生まれたもの" not in client.get(f"/ideas/{number}").text


def test_what_a_moderator_hides_is_told_with_its_reason_and_read_by_nobody(
    board: Board, client: FlaskClient, sign_in: SignIn, member: Address, platform: Platform
) -> None:
    idea = post(client)
    number = int(idea.rpartition("/")[2])
    said = client.post(f"{idea}/comments", data={"body": "ひどい言葉"})
    comment = int(client.get(said.location).location.rpartition("comment-")[2])
    assert "通報" not in client.get(idea).text  # the own words
    friend = sign_in(email="taro@example.jp")
    board.give_cards(friend.address)
    page = client.get(idea).text
    assert f"/reports/idea/{number}/new" in page
    assert f"/reports/idea_comment/{comment}/new" in page
    reported = client.post(f"/reports/idea_comment/{comment}", data={"reason": "insult", "words": ""})
    assert client.get(reported.location).location == f"{idea}?page=1#comment-{comment}"
    moderator = sign_in(email="mimi@example.jp").address
    platform.dao.membership.name_roles.name("uda", UDA, board.person(9), moderator, CommunityRole.STEWARD)
    decide = platform.dao.moderation.decide.decide
    for kind, subject in (("idea_comment", comment), ("idea", number)):
        decide(kind, subject, moderator, Decision.HIDE, Reason.INSULT, "人を傷つけるため")
        for path in (idea, f"{idea}/threads/{comment}"):
            assert "ひどい言葉" not in client.get(path).text
        assert "人を傷つけるため" in client.get(idea).text
    for path in (
        idea,
        "/communities/uda/ideas",
        f"{idea}/translation",
        f"/communities/uda/proposals/new?idea={number}",
    ):
        shown = client.get(path).text
        assert LANTERNS["title_ja"] not in shown
        assert "橋のたもと" not in shown
    assert "（非表示のアイデア）" in client.get("/communities/uda/ideas").text
    for act in ("support", "comments", "translation"):
        assert client.post(f"{idea}/{act}", data={"title": "A", "body": "B"}).status_code == 409
    assert board.ideas.pages.similar("uda", [LANTERNS["title_ja"]]) == []
    with board.db.read() as session:
        assert session.get_one(Idea, number).title_ja == LANTERNS["title_ja"]  # nothing is lost
    decide("idea", number, moderator, Decision.SHOW, Reason.OTHER, "見直しました")
    assert LANTERNS["title_ja"] in client.get(idea).text
    assert "似たアイデアにまとめる" in client.get(idea).text  # a steward may merge


def test_a_comment_stands_in_both_languages_and_authors_hear_once_a_day(
    platform: Platform, board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    idea = post(client)
    said = [client.post(f"{idea}/comments", data={"body": f"夜店も{n}つ。"}).location for n in range(2)]
    assert "コメントがつきました" not in notices(platform, client), "one's own words"
    jane = sign_in(email="jane@example.jp")
    path = f"{said[0]}/translation"
    assert client.post(path, data={"body": "Stalls too."}).status_code == 403
    board.give_cards(jane.address)
    assert "英語の文を添える" in client.get(idea).text
    assert "夜店も0つ。" in client.get(path).text
    assert client.post(path, data={"body": " "}).status_code == 422
    assert client.post(path, data={"body": "Stalls too."}).status_code == 303
    assert client.get(path).status_code == 409
    assert client.post(path, data={"body": "Stalls!"}).status_code == 409
    assert client.get(f"{idea}/comments/99/translation").status_code == 404
    page = client.get(f"{idea}?lang=en").text
    assert page.index("Stalls too.") < page.index("夜店も0つ。"), "the reader's language first"
    number = said[0].rpartition("/")[2]
    for words in ("Yes!", "More of them!"):
        client.post(f"{idea}/threads/{number}/comments", data={"body": words})
        client.post(f"{idea}/comments", data={"body": words})
    assert gather(platform, jane.address)["communities"]["comments_you_translated"][0]["translation"] == "Stalls too."
    moderator = board.person(9)
    platform.dao.membership.name_roles.name("uda", UDA, moderator, moderator, CommunityRole.STEWARD)
    hide = platform.dao.moderation.decide.decide
    hide("idea_comment", int(number), moderator, Decision.HIDE, Reason.INSULT, "人を傷つけるため")
    assert "Stalls too." not in client.get(idea).text
    assert client.get(path).status_code == 409
    sign_in()
    assert notices(platform, client).count("コメントがつきました") == 1
    platform.dao.ideas.outcome.note(int(idea.rpartition("/")[2]), OutcomeKind.PROPOSAL, 77)
    assert platform.dao.ideas.tell_authors.tell() == 0, "not signed yet"


def test_an_author_hears_of_a_merge_and_an_answer(
    platform: Platform, board: Board, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    first = post(client)
    jane = sign_in(email="jane@example.jp")
    board.give_cards(jane.address)
    second = post(client, title_ja="ゆずの収穫", anyway="1")
    said = client.post(f"{first}/comments", data={"body": "よいですね。"}).location.rpartition("/")[2]
    sign_in()
    for _ in range(2):
        client.post(f"{first}/threads/{said}/comments", data={"body": "ありがとう。"})
    numbers = [int(one.rpartition("/")[2]) for one in (first, second)]
    platform.dao.ideas.merge.merge(numbers[1], numbers[0], board.person(9))
    sign_in(email="jane@example.jp")
    told = notices(platform, client)
    assert told.count("あなたのコメントに返信がつきました") == 1
    assert told.count("似たアイデアにまとめられました") == 1
    assert "あなたのアイデア" in client.get("/notices/choices").text


def notices(platform: Platform, client: FlaskClient) -> str:
    while route_pending(platform.db, event_handlers(platform), platform.clock.now()):
        pass
    return client.get("/notices?lang=ja").text
