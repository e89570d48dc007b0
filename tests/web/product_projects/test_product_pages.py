"""Product projects in the browser: a steward leads one from the first idea to the offer, everybody sees where it is."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from dao.models.ideas import IdeaWords
from dao.models.polls import Poll
from dao.models.product_projects import MakerApplication
from marketplace.models.selling import Offer, OfferState
from tests.web.community_tokens.test_token_pages import bought, draft_token, put_on_chain
from tests.web.marketplace.conftest import Market, offer_named
from tests.web.polls.test_contest import picture, shown_colour
from tests.web.product_projects.conftest import LIST, OTHER_SHOP, SHOP, UDA, Guild, account_of

_STEWARDS_ACTS = (
    "prototypes", "maker-vote", "call", "call/withdrawal", "maker", "maker/withdrawal", "stop", "resumption",
)  # fmt: skip
_APPLICATION = {"words": "私が", "price": "1", "quantity": "1", "ready_on": "2027-03-01"}


def test_a_steward_starts_one_from_an_idea_and_nothing_typed_is_lost(guild: Guild, client: FlaskClient) -> None:
    assert "商品プロジェクトはまだありません" in client.get(LIST).text
    assert "商品プロジェクト" not in client.get("/communities/uda").text
    idea = guild.platform.dao.ideas.post.post("uda", guild.member().address, IdeaWords("ゆずの石けん", "泡立つ。"))
    assert "商品プロジェクトにする" not in client.get(f"/ideas/{idea}").text
    for wrong in (guild.member, guild.stranger, guild.officer, guild.shop):
        wrong()
        assert client.get(f"{LIST}/new").status_code == 403
        assert client.post(LIST, data=guild.typed()).status_code == 403
    guild.steward()
    assert "商品プロジェクトにする" in client.get(f"/ideas/{idea}").text
    assert "泡立つ。" in client.get(f"{LIST}/new?idea={idea}").text
    upload = {"upload": (picture("red"), "a.png"), "picture_words": ""}
    refused = client.post(LIST, data={**guild.typed(), **upload})
    assert refused.status_code == 422
    assert "みかんのコーラ" in refused.text
    kept = refused.text.split('name="picture" value="', 1)[1].split('"', 1)[0]
    assert shown_colour(client.get(f"{LIST}/kept/{kept}.webp").data) == (1, 0, 0)
    assert client.get(f"{LIST}/kept/Qmforeign.webp").status_code == 404
    for changed in ({"maker_by": "lots"}, {"audience": "tier:"}, {"title_ja": ""}, {"picture": "Qmforeign"}):
        answer = client.post(LIST, data=guild.typed(**changed))
        assert answer.status_code == (303 if "picture" in changed else 422), changed
    wrong_file = {"upload": (io.BytesIO(b"<svg/>"), "a.png")}
    assert client.post(LIST, data={**guild.typed(), **wrong_file}).status_code == 422
    given = guild.typed(picture=kept, picture_words="赤いびん", idea=str(idea))
    product = client.post(LIST, data=given).location
    assert client.post(LIST, data=given).location == product
    page = client.get(product).text
    assert '<li class="product-line__stage product-line__stage--now" aria-current="step">' in page
    assert 'alt="赤いびん"' in page and "ゆずの石けん" in page and "<strong>山</strong>" in page
    assert client.get(f"{product}/picture-page.webp").status_code == 200
    assert client.get(f"{product}/picture-huge.webp").status_code == 404
    assert "商品プロジェクト: " in client.get(f"/ideas/{idea}").text
    assert client.post(f"{product}/edit", data=guild.typed(title_ja="")).status_code == 422
    assert client.get(f"{product}/edit").status_code == 200
    changed_words = client.post(f"{product}/edit", data=guild.typed(title_ja="みかんのシロップ"))
    assert changed_words.status_code == 303
    assert "みかんのシロップ" in client.get(LIST).text
    assert client.get(f"{product}/picture-page.webp").status_code == 404, "it was left out of the form"
    for wrong in (guild.member, guild.shop, guild.officer):
        wrong()
        assert client.get(f"{product}/edit").status_code == 403
        assert client.post(f"{product}/edit", data=guild.typed()).status_code == 403
    client.delete_cookie("musubi_signin")
    assert client.get(product).status_code == 200
    assert client.get(f"{LIST}/new").location.startswith("/signin")
    assert "An idea so far" in client.get(f"{product}?lang=en").text


def test_from_prototypes_to_the_makers_offer(guild: Guild, client: FlaskClient) -> None:
    product = guild.start()
    number = product.rsplit("/", 1)[1]
    assert client.get(f"{product}/prototypes/new").status_code == 200
    few = client.post(f"{product}/prototypes", data=guild.vote_form(options="一\n二"))
    assert few.status_code == 422
    assert "選択肢と同じ数" in few.text
    assert client.post(f"{product}/prototypes", data=guild.vote_form(uploads=[])).status_code == 422
    assert client.post(f"{product}/prototypes", data=guild.vote_form()).status_code == 303
    assert client.post(f"{product}/prototypes", data=guild.vote_form()).status_code == 409
    assert client.get(f"{product}/edit").status_code == client.get(f"{product}/prototypes/new").status_code == 409
    page = client.get(product).text
    assert "試作品に投票する" in page and page.count('class="poll-picture"') == 3
    poll = page.split('href="/polls/', 1)[1].split('"', 1)[0]
    assert f'href="{product}"' in client.get(f"/polls/{poll}").text
    guild.count(1)
    assert "選ばれた試作品" in client.get(product).text
    soon = client.post(f"{product}/call", data={"until": guild.later(minutes=5)})
    assert soon.status_code == 422
    assert "締切は、1時間後から120日後まで" in soon.text
    assert client.post(f"{product}/call", data={"until": "いつか"}).status_code == 422
    assert client.post(f"{product}/call", data={"until": guild.later(days=3)}).status_code == 303
    assert client.post(f"{product}/call/withdrawal").status_code == 303
    assert client.post(f"{product}/call", data={"until": guild.later(days=3)}).status_code == 303

    assert guild.apply(product, price="ただ") == 422
    assert guild.apply(product, words="") == 422
    assert guild.apply(product) == 303
    assert "薬草茶房の応募を直す" in client.get(product).text
    form = client.get(f"{product}/applications/{account_of(SHOP)}").text
    assert 'value="1200"' in form and "応募を取り下げる" in form
    assert client.post(f"{product}/applications/{account_of(SHOP)}/withdrawal").status_code == 303
    assert guild.apply(product) == guild.apply(product, OTHER_SHOP, price="300") == 303
    seen = client.get(product).text
    assert "2店が応募しています" in seen and "300円" in seen and "500円" not in seen
    guild.clock.advance(timedelta(days=3))
    assert guild.apply(product) == 409
    assert "500円" in client.get(product).text
    guild.steward()
    nobody = client.post(f"{product}/maker", data={"shop": "0x"})
    assert nobody.status_code == 422
    assert client.post(f"{product}/maker", data={"shop": account_of(SHOP)}).status_code == 303
    assert client.post(f"{product}/maker/withdrawal").status_code == 303
    assert client.post(f"{product}/maker", data={"shop": account_of(SHOP)}).status_code == 303
    guild.deliver()
    guild.shop(OTHER_SHOP)
    assert "今回は見送りとなりました" in client.get("/notices").text
    assert client.get(f"/sell/{OTHER_SHOP}/product-projects/{number}").status_code == 404
    guild.shop()
    assert "の作り手に、薬草茶房が選ばれました" in client.get("/notices").text
    desk = f"/sell/{SHOP}/product-projects/{number}"
    assert desk in client.get(product).text
    for language in ("en", "ja"):
        assert client.get(f"{desk}?lang={language}").status_code == 200
    assert client.post(desk, data={"kind": "stay"}).status_code == 400
    begun = client.post(desk, data={"kind": "right", "price": "480", "supply": "1000"})
    assert begun.status_code == 303
    with guild.platform.db.read() as session:
        offer, rules = session.scalars(select(Offer)).one(), session.scalars(select(Poll)).one().rules
    assert (offer.merchant_id, offer.typed["name_ja"], offer.typed["price"]) == (SHOP, "川の緑", "480")
    assert offer.typed["art"] == f"upload:{rules.options[1].picture}"
    assert offer.shares[0][0] == f"shop:{SHOP}"
    assert "出品の画面を開く" in client.get(product).text
    assert client.post(desk, data={"kind": "right"}).status_code == 409
    assert client.post(f"/sell/{SHOP}/offers/{offer.id}/taking-back").status_code == 303
    again = client.post(desk, data={"kind": "right", "price": "480", "supply": "1000"})
    assert again.status_code == 303, "an offer that was taken back is none"

    guild.member()
    guild.deliver()
    assert "買えるようになりました" not in client.get("/notices").text
    listing = Market(guild.platform).offer(offer_named("four-towns-ambassador"))
    with guild.platform.db.write() as session:
        sold = session.get_one(Offer, int(again.location.split("/")[4]))
        sold.state, sold.listing_number = OfferState.APPROVED, listing
    guild.deliver()
    assert f'href="/items/{listing}"' in client.get(product).text
    assert "「みかんのコーラ」が買えるようになりました" in client.get("/notices").text


def test_an_officer_of_the_makers_town_begins_the_offer_for_a_busy_shop(guild: Guild, client: FlaskClient) -> None:
    product = guild.asked()
    number = product.rsplit("/", 1)[1]
    guild.apply(product)
    guild.clock.advance(timedelta(days=3))
    guild.steward()
    client.post(f"{product}/maker", data={"shop": account_of(SHOP)})
    guild.officer("015865")
    assert client.get(f"/console/015865/selling/product-projects/{number}").status_code == 404
    assert client.get(f"/console/{UDA}/selling/product-projects/{number}").status_code == 403
    guild.officer()
    desk = f"/console/{UDA}/selling/product-projects/{number}"
    assert desk in client.get(product).text
    assert client.post(desk, data={"kind": "right", "price": "480", "supply": "10"}).status_code == 303
    with guild.platform.db.read() as session:
        assert session.scalars(select(Offer)).one().merchant_id == SHOP, "the maker sells"


def test_a_poll_of_the_shops_is_opened_and_confirmed(guild: Guild, client: FlaskClient) -> None:
    product = guild.asked(maker_by="poll")
    assert guild.apply(product) == guild.apply(product, OTHER_SHOP) == 303
    assert client.get(f"{product}/maker-vote/new").status_code == 403
    guild.steward()
    assert client.get(f"{product}/maker-vote/new").status_code == 409
    guild.clock.advance(timedelta(days=3))
    form = client.get(f"{product}/maker-vote/new").text
    assert "1,200個" in form and "薬草茶房" in form
    assert client.post(f"{product}/maker", data={"shop": account_of(SHOP)}).status_code == 409
    ballot = guild.vote_form(uploads=[], title_ja="")
    assert client.post(f"{product}/maker-vote", data=ballot).status_code == 422
    assert client.post(f"{product}/maker-vote", data={**ballot, "title_ja": "作り手"}).status_code == 303
    assert "作り手の投票へ" in client.get(product).text
    guild.count(1)
    page = client.get(product).text
    assert f'value="{account_of(OTHER_SHOP)}"' in page and f'value="{account_of(SHOP)}"' not in page
    assert client.post(f"{product}/maker", data={"shop": account_of(OTHER_SHOP)}).status_code == 303


def test_who_may_not(guild: Guild, client: FlaskClient) -> None:
    product = guild.asked()
    for who in (guild.member, guild.stranger, guild.officer, guild.shop):
        who()
        for act in (
            "prototypes",
            "maker-vote",
            "call",
            "call/withdrawal",
            "maker",
            "maker/withdrawal",
            "stop",
            "resumption",
        ):
            assert client.post(f"{product}/{act}", data={"until": guild.later(days=9)}).status_code == 403, act
    for who in (guild.member, guild.stranger, guild.officer, guild.steward, lambda: guild.shop(OTHER_SHOP)):
        who()
        application = f"{product}/applications/{account_of(SHOP)}"
        assert client.get(application).status_code == 403
        assert (
            client.post(
                application, data={"words": "私が", "price": "1", "quantity": "1", "ready_on": "2027-03-01"}
            ).status_code
            == 403
        )
        assert client.post(f"{application}/withdrawal").status_code == 403
    client.delete_cookie("musubi_signin")
    assert client.post(f"{product}/stop").location.startswith("/signin")
    assert client.get("/product-projects/99").status_code == 404
    assert client.get("/communities/nowhere/products").status_code == 404


def test_one_for_holders_is_hidden_from_everybody_else(guild: Guild, client: FlaskClient) -> None:
    platform = guild.platform
    token = draft_token(platform, UDA, "uda")
    put_on_chain(platform, token)
    guild.steward()
    assert "トークンで「特別株主」以上の仲間だけ" in client.get(f"{LIST}/new").text
    upload = {"upload": (picture("red"), "a.png"), "picture_words": "びん"}
    product = client.post(LIST, data={**guild.typed(audience=f"tier:{token}:10"), **upload}).location
    bought(platform, token, guild.member().address, 9, 2)
    for who in (guild.member, guild.stranger):
        who()
        assert client.get(product).status_code == 404
        assert client.get(f"{product}/picture-list.webp").status_code == 404
        assert "みかんのコーラ" not in client.get(LIST).text
    bought(platform, token, guild.member().address, 1, 3)
    for who in (guild.member, guild.shop, guild.officer, guild.steward):
        who()
        assert client.get(product).status_code == 200
        assert "みかんのコーラ" in client.get(LIST).text
    assert "private" in client.get(f"{product}/picture-list.webp").headers["Cache-Control"]
    client.delete_cookie("musubi_signin")
    assert client.get(product).status_code == 404


def test_where_there_is_a_token_holding_it_is_enough_to_vote(guild: Guild, client: FlaskClient) -> None:
    token = draft_token(guild.platform, UDA, "uda")
    put_on_chain(guild.platform, token)
    product = guild.start()
    form = client.get(f"{product}/prototypes/new").text
    assert "カードかコミュニティのトークンを持つ人" in form
    assert 'name="house"' not in form and 'value="quadratic"' not in form
    assert client.post(f"{product}/prototypes", data=guild.vote_form(mode="quadratic")).status_code == 422
    assert client.post(f"{product}/prototypes", data=guild.vote_form(house="cards")).status_code == 303
    poll = re.search(r"/polls/\d+", client.get(product).text)
    assert poll
    guild.member()
    assert answered(client, poll[0]) == 303
    me = guild.stranger()
    assert "コミュニティのトークンを持っていた人が答えられます" in client.get(poll[0]).text
    assert answered(client, poll[0]) == 403
    bought(guild.platform, token, me.address, 12, 2)
    assert '<span class="vote__number">1</span>' in client.get(poll[0]).text, "one vote, however many units"
    assert answered(client, poll[0]) == 303
    assert "あなたの回答" in client.get(poll[0]).text


def test_the_vote_of_a_project_for_a_tier_is_of_those_who_reach_it(guild: Guild, client: FlaskClient) -> None:
    token = draft_token(guild.platform, UDA, "uda")
    put_on_chain(guild.platform, token)
    product = guild.start(audience=f"tier:{token}:10")
    assert "トークンの段階が「特別株主」（10口）以上の人" in client.get(f"{product}/prototypes/new").text
    assert client.post(f"{product}/prototypes", data=guild.vote_form()).status_code == 303
    poll = re.search(r"/polls/\d+", client.get(product).text)
    assert poll
    me = guild.member()
    bought(guild.platform, token, me.address, 9, 2)
    page = client.get(poll[0]).text
    assert "あと1口足りませんでした" in page and f"/community-tokens/{token}" in page
    assert answered(client, poll[0]) == 403, "nor does the card help"
    assert "1 unit more would have been needed" in client.get(f"{poll[0]}?lang=en").text
    client.get("/?lang=ja")
    bought(guild.platform, token, guild.stranger().address, 10, 3)
    assert answered(client, poll[0]) == 303


def answered(client: FlaskClient, poll: str) -> int:
    """Signed, where the signature was asked for."""
    asked = client.post(f"{poll}/ballots", data={"option": "1"})
    if asked.status_code == 303:
        assert client.post(f"{asked.location}/signature").status_code == 303
    return asked.status_code


def test_it_stops_with_a_reason_for_everybody_and_goes_on(guild: Guild, client: FlaskClient) -> None:
    product = guild.asked()
    empty = client.post(f"{product}/stop", data={"reason": ""})
    assert empty.status_code == 422
    assert '<details class="panel" open>' in empty.text
    assert client.post(f"{product}/stop", data={"reason": "みかんが足りません。"}).status_code == 303
    guild.member()
    guild.deliver()
    assert "みかんが足りません。" in client.get(product).text
    assert "停止中" in client.get(LIST).text
    notices = client.get("/notices").text
    assert "商品プロジェクト「みかんのコーラ」は止まりました" in notices
    assert "Mandarin cola" in client.get("/notices?lang=en").text
    client.get("/?lang=ja")
    assert guild.apply(product) == 409
    guild.steward()
    assert client.post(f"{product}/resumption").status_code == 303
    assert guild.apply(product) == 303


def test_texts_are_reported_to_the_communitys_moderators(guild: Guild, client: FlaskClient) -> None:
    upload = {"upload": (picture("red"), "a.png"), "picture_words": "赤いびん"}
    product = guild.asked(**upload)
    number = product.rsplit("/", 1)[1]
    thing, hide = (
        f"/moderation/product_project/{number}",
        {"decision": "hide", "reason": "false", "words": "誤りです。"},
    )
    assert guild.apply(product) == 303
    with guild.platform.db.read() as session:
        application = session.scalars(select(MakerApplication.id)).one()
    report = f"/reports/maker_application/{application}"
    assert client.get(f"{report}/new").status_code == 403, "one's own words"
    guild.stranger()
    assert f"/reports/product_project/{number}/new" not in client.get(product).text
    assert client.get(f"/reports/product_project/{number}/new").status_code == 403
    guild.member()
    assert f"/reports/product_project/{number}/new" in client.get(product).text
    assert client.post(f"/reports/product_project/{number}", data={"reason": "false"}).location == product
    assert client.get(f"{report}/new").status_code == 404, "shops write in the dark until the deadline"
    guild.clock.advance(timedelta(days=3))
    assert f"{report}/new" in client.get(product).text
    assert client.post(report, data={"reason": "insult"}).location == f"{product}#makers-title"
    for wrong in (guild.member, guild.stranger, guild.officer, guild.shop):
        wrong()
        assert client.get(thing).status_code == client.post(thing, data=hide).status_code == 403
    guild.steward()
    assert client.post(thing, data=hide).status_code == 403, "the steward wrote it"
    guild.moderator()
    assert "得意です。" in client.get("/communities/uda/reports").text
    for one in (thing, f"/moderation/maker_application/{application}"):
        assert client.post(one, data=hide).status_code == 303
    page = client.get(product).text
    assert page.count("見守り役が非表示にしました") == 2 and "みかんのコーラ" in page
    assert "のみかんで。" not in page and "得意です。" not in page and "赤いびん" not in page
    assert client.get(f"{product}/picture-list.webp").status_code == 404
    assert "picture-list" not in client.get(LIST).text
    guild.deliver()
    guild.steward()
    assert "あなたの投稿が非表示になりました" in client.get("/notices").text


def test_a_project_for_holders_is_reported_by_nobody_else(guild: Guild, client: FlaskClient) -> None:
    token = draft_token(guild.platform, UDA, "uda")
    put_on_chain(guild.platform, token)
    product = guild.start(audience=f"tier:{token}:10")
    report = f"/reports/product_project/{product.rsplit('/', 1)[1]}"
    guild.member()
    for answer in (client.get(f"{report}/new"), client.post(report, data={"reason": "false"})):
        assert answer.status_code == 404
        assert "のみかんで。" not in answer.text
    bought(guild.platform, token, guild.member().address, 10, 2)
    assert client.get(f"{report}/new").status_code == 200
