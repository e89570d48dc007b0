"""Joint news: a steward writes to members or a part of them; each is told once, and sees it in the notices."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from flask.testing import FlaskClient

from app.own_data.gathering import gather
from app.wiring import Platform, event_handlers
from chain.db import Database
from chain.events import route_pending
from chain.ids import Address, parse_address
from chain.municipalities import Municipality
from dao.models.membership import Circle, CommunityRole
from dao.ports import CardSeries, FundableProject, MilestoneQuestion, Payee, PayeeKind, TokenTier
from dao.queries.membership.belonging import Way
from dao.queries.moderation.subjects import community_of
from dao.services.news import send_news
from tests.fixtures.web import SignIn
from tests.web.members.conftest import CURATOR, MUKAWA, UDA
from wallet import Account, Role

Enter = Callable[..., Account]
NEWS, PEOPLE = "/communities/uda/news", "/communities/uda/people"
HERBS, SHOP = parse_address("0x" + "4b" * 20), parse_address("0x" + "5a" * 20)
FORM = "f" * 32


class Known:
    """Implements dao.ports.Holders for a test: `herbs` hold a card of one series, `staff` work for one shop."""

    def __init__(self) -> None:
        self.herbs: frozenset[Address] = frozenset()
        self.staff: frozenset[Address] = frozenset()
        self.residents: frozenset[Address] = frozenset()
        self.tiers: dict[Address, frozenset[str]] = {}

    def series_of(self, session: object, towns: Collection[str]) -> list[CardSeries]:
        return [CardSeries(HERBS, "薬草の会", "Herb club", str(UDA))] if str(UDA) in towns else []

    def voting_series_of(self, session: object, towns: Collection[str]) -> list[CardSeries]:
        return []

    def holders_of(self, session: object, series: object) -> frozenset[Address]:
        return self.herbs

    def holders_in(self, session: object, town: object) -> frozenset[Address]:
        return self.herbs

    def holds_one(self, session: object, account: Address, series: object) -> bool:
        return account in self.herbs

    def tiers_of(self, session: object, community: str) -> list[TokenTier]:
        return [TokenTier("7:1", 1, "応援株主", "Friend", HERBS), TokenTier("7:10", 10, "特別株主", "Patron", HERBS)]

    def token_holders(self, session: object, community: str, tier: str = "") -> frozenset[Address]:
        return frozenset(account for account, reached in self.tiers.items() if tier in reached)

    def tiers_reached(self, session: object, community: str, account: Address) -> frozenset[str]:
        return self.tiers.get(account, frozenset())

    def units_held(self, session: object, tokens: object, account: Address, moment: int | None = None) -> int:
        return 10 if account in self.tiers else 0

    def reached_at(self, session: object, tokens: object, least: int, moment: int) -> frozenset[Address]:
        return frozenset(self.tiers)

    def shops_of(self, session: object, account: Address) -> frozenset[Address]:
        return frozenset({SHOP}) if account in self.staff else frozenset()

    def staff_of(self, session: object, shops: object) -> frozenset[Address]:
        return self.staff

    def shops_in(self, session: object, towns: Collection[str]) -> frozenset[Address]:
        return frozenset({SHOP}) if str(UDA) in towns else frozenset()

    def residents_of(self, session: object, towns: Collection[str]) -> frozenset[Address]:
        return self.residents if str(UDA) in towns else frozenset()

    def is_resident(self, session: object, account: Address, towns: Collection[str]) -> bool:
        return account in self.residents_of(session, towns)

    def payees(self) -> list[Payee]:
        """Also in the place of dao.ports.Directory."""
        return [Payee(SHOP, "食堂みなと", "Minato Diner", PayeeKind.MERCHANT)]

    def projects(self) -> list[FundableProject]:
        return []

    def milestone_questions(self, supporter: Address) -> list[MilestoneQuestion]:
        return []

    def names(self, addresses: object) -> dict[Address, str]:
        return {}


@pytest.fixture
def known(platform: Platform) -> Known:
    """Put in the place of the market and the shops everywhere."""
    found, membership = Known(), platform.dao.membership
    audiences = membership.news.write._audiences
    asking = membership.belonging, membership.pages, membership.news.pages, audiences
    for part in (*asking, membership.admit_series, membership.invite_shop):
        part._holders = found
    for named in (membership.pages, membership.invite_shop):
        named._directory = found
    return found


def typed(**changed: str) -> dict[str, str]:
    return {
        "title_ja": "秋の収穫", "title_en": "Harvest", "body_ja": "**ゆず**が実りました。", "body_en": "Yuzu is ripe.",
        "audience": "all", "form": FORM, **changed,
    }  # fmt: skip


def deliver(platform: Platform) -> int:
    told = 0
    while lot := platform.dao.membership.news.send.send():
        told += lot
    while route_pending(platform.db, event_handlers(platform), platform.clock.now()):
        pass
    return told


def test_news_reach_every_member_once_and_progress_is_shown(
    platform: Platform, client: FlaskClient, enter: Enter, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_news, "_AT_ONCE", 2)
    hanako, _taro = enter("hanako"), enter("taro")
    assert "お便りはまだありません" in client.get(NEWS).text
    assert client.get(f"{NEWS}/new").status_code == 403
    assert client.post(f"{NEWS}/preview", data=typed()).status_code == 403
    assert client.post(NEWS, data=typed()).status_code == 403
    steward = enter("steward", CommunityRole.STEWARD)
    assert client.get(f"{NEWS}/new").status_code == 200
    for wrong in ({"title_ja": ""}, {"body_ja": ""}, {"audience": "town:999999"}, {"form": "x"}):
        refused = client.post(f"{NEWS}/preview", data=typed(**wrong))
        assert refused.status_code == 422
        assert "Yuzu is ripe." in refused.text
        assert client.post(NEWS, data=typed(**wrong)).status_code == 422
    shown = client.post(f"{NEWS}/preview", data=typed()).text
    assert "3人に届きます" in shown
    assert "<strong>ゆず</strong>" in shown
    assert "Yuzu is ripe." in client.post(f"{NEWS}/draft", data=typed()).text
    sent = [client.post(NEWS, data=typed()).location for _ in range(2)]
    assert sent[0] == sent[1], "one form is one news"
    assert platform.dao.membership.news.send.send() == 2
    page = client.get(sent[0]).text
    assert "2 / 3人" in page
    assert 'hx-trigger="every 2s"' in page
    assert deliver(platform) == 1
    assert "3 / 3人" in client.get(sent[0]).text
    assert deliver(platform) == 0
    enter("hanako")
    notices = client.get("/notices").text
    assert notices.count("秋の収穫") == 1
    assert "宇陀の仲間からのお便りです" in notices
    assert "Harvest" in client.get("/notices?lang=en").text
    page = client.get(f"{sent[0]}?lang=ja").text
    assert "<strong>ゆず</strong>" in page
    assert "世話役だけに見えます" not in page
    assert "秋の収穫" in client.get(NEWS).text
    own = gather(platform, hanako.address)["communities"]
    assert [row["title_ja"] for row in own["news_received"]] == ["秋の収穫"]
    assert own["news_written"] == []
    assert len(gather(platform, steward.address)["communities"]["news_written"]) == 1
    sign_in(email="stranger@example.jp")
    assert client.get(sent[0]).status_code == 403
    assert client.get(NEWS).status_code == 403
    assert client.get("/news/999").status_code == 404
    client.delete_cookie("musubi_signin")
    assert client.get(sent[0]).location.startswith("/signin")


def test_a_part_of_the_members_may_be_meant(
    platform: Platform, client: FlaskClient, enter: Enter, known: Known, db: Database
) -> None:
    with db.write() as session:
        session.add(Municipality(code=UDA, name="宇陀市", is_paused=False))
    hanako, _taro = enter("hanako"), enter("taro")
    enter("steward", CommunityRole.STEWARD)
    key = f"series:{HERBS}"
    assert "「薬草の会」を持つ仲間" in client.get(f"{NEWS}/new").text
    nobody = client.post(NEWS, data=typed(audience=key))
    assert nobody.status_code == 422
    assert "届く人がいません" in nobody.text
    assert "届く人がいません" in client.post(f"{NEWS}/preview", data=typed(audience=key)).text
    known.herbs = frozenset({hanako.address, Address("0x" + "99" * 20)})  # the other one is no member
    sent = client.post(NEWS, data=typed(audience=key)).location
    assert deliver(platform) == 1
    assert "「薬草の会」を持つ仲間" in client.get(sent).text
    enter("taro")
    assert client.get(sent).status_code == 404
    assert "秋の収穫" not in client.get(NEWS).text
    enter("hanako", cards=0)
    assert client.get(sent).status_code == 200, "who got it may read it, also after leaving"


def test_news_for_holders_are_read_by_holders_alone(
    client: FlaskClient, enter: Enter, known: Known, sign_in: SignIn
) -> None:
    fan, patron = sign_in(email="fan@example.jp"), sign_in(email="patron@example.jp")
    known.tiers = {fan.address: frozenset({"", "7:1"}), patron.address: frozenset({"", "7:1", "7:10"})}
    enter("steward", CommunityRole.STEWARD)
    assert "トークンで「特別株主」以上の仲間" in client.get(f"{NEWS}/new").text
    all_ = client.post(NEWS, data=typed(audience="tier:", form="a" * 32)).location
    patrons = client.post(NEWS, data=typed(audience="tier:7:10", form="b" * 32)).location
    sign_in(email="fan@example.jp")
    assert "「応援株主」です" in client.get(PEOPLE).text
    assert "「特別株主」です" not in client.get(PEOPLE).text
    assert (client.get(all_).status_code, client.get(patrons).status_code) == (200, 404)
    enter("taro")  # a member without tokens
    assert (client.get(all_).status_code, client.get(patrons).status_code) == (404, 404)
    assert "秋の収穫" not in client.get(NEWS).text
    sign_in(email="patron@example.jp")
    assert client.get(patrons).status_code == 200
    late = sign_in(email="late@example.jp")
    assert client.get(all_).status_code == 403
    known.tiers[late.address] = frozenset({""})
    assert client.get(all_).status_code == 200, "who buys later reads what holders were told before"


def test_holders_of_other_cards_and_people_of_invited_shops_belong_without_a_vote(
    platform: Platform, client: FlaskClient, enter: Enter, known: Known, sign_in: SignIn
) -> None:
    membership = platform.dao.membership
    fan, cook = sign_in(email="fan@example.jp"), sign_in(email="cook@example.jp")
    known.herbs, known.staff = frozenset({fan.address}), frozenset({cook.address})
    assert client.get(PEOPLE).status_code == 403

    series = f"/console/{UDA}/communities/uda/series"
    assert client.post(series, data={"series": HERBS}).status_code == 403
    sign_in(CURATOR, [(Role.OFFICER, str(UDA))])
    assert "薬草の会" in client.get(f"/console/{UDA}/communities").text
    assert client.post(series, data={"series": SHOP}).status_code == 422
    for _ in range(2):
        assert client.post(series, data={"series": HERBS}).status_code == 303
    sign_in(email="fan@example.jp")
    assert "「薬草の会」を持つ人" in client.get(PEOPLE).text

    shops = "/communities/uda/shops"
    assert client.get(f"{shops}/new").status_code == 403
    assert client.post(shops, data={"shop": SHOP}).status_code == 403
    steward = enter("steward", CommunityRole.STEWARD).address
    assert client.post(shops, data={"shop": HERBS}).status_code == 422, "no shop that is known"
    for _ in range(2):
        assert client.post(shops, data={"shop": SHOP}).status_code == 303
    assert "招けるお店がありません" in client.get(f"{shops}/new").text
    assert "返事待ち" in client.get(PEOPLE).text
    sign_in(email="fan@example.jp")
    assert client.get(f"{shops}/{SHOP}/invitation").status_code == 404, "works for another shop"
    assert client.post(f"{shops}/{SHOP}/acceptance").status_code == 404
    sign_in(email="cook@example.jp")
    assert client.get(PEOPLE).status_code == 403, "not accepted yet"
    deliver(platform)
    assert client.get("/notices?lang=ja").text.count("「食堂みなと」が、宇陀の仲間に招かれています") == 1
    assert "招待を見る" in client.get("/communities/uda").text
    assert "招待を受ける" in client.get(f"{shops}/{SHOP}/invitation").text
    for _ in range(2):
        assert client.post(f"{shops}/{SHOP}/acceptance").status_code == 303
    assert "招待を受けました" in client.get(f"{shops}/{SHOP}/invitation").text
    assert len(gather(platform, cook.address)["communities"]["invitations_you_accepted"]) == 1
    with platform.db.read() as session:
        uda = community_of(session, "uda")
        assert membership.belonging.ways(session, uda, cook.address) == {Way.BUSINESS}
        assert membership.belonging.ways(session, uda, fan.address) == {Way.CARD}
        assert membership.belonging.everyone(session, uda) == {cook.address, fan.address, steward}
        assert not membership.belonging.belongs(session, uda, None)
    sign_in(email="fan@example.jp")
    assert client.post(f"{shops}/{SHOP}/withdrawal").status_code == 403
    sign_in(email="cook@example.jp")
    assert client.get(PEOPLE).status_code == 200
    assert client.post(f"{shops}/{SHOP}/withdrawal").status_code == 303
    assert client.get(PEOPLE).status_code == 403
    sign_in(CURATOR)
    assert client.post(f"{series}/{HERBS}/withdrawal").status_code == 303
    sign_in(email="fan@example.jp")
    assert client.post(f"{series}/{HERBS}/withdrawal").status_code == 403
    assert client.get(PEOPLE).status_code == 403


def test_a_town_lets_its_verified_residents_and_its_shops_belong(
    platform: Platform, client: FlaskClient, community: str, known: Known, sign_in: SignIn
) -> None:
    membership, circles = platform.dao.membership, f"/console/{UDA}/communities/{community}/circles"
    hana, cook = sign_in(email="hana@example.jp"), sign_in(email="cook@example.jp")
    known.residents, known.staff = frozenset({hana.address}), frozenset({cook.address})
    assert client.get(PEOPLE).status_code == 403
    for circle in Circle:
        assert client.post(f"{circles}/{circle}").status_code == 403
    sign_in(CURATOR, [(Role.OFFICER, str(UDA)), (Role.OFFICER, str(MUKAWA))])
    assert client.post(f"{circles}/villagers").status_code == 422
    other = circles.replace(str(UDA), str(MUKAWA))
    assert client.post(f"{other}/residents").status_code == 404, "does not take part"
    for circle in (*Circle, *Circle):
        assert client.post(f"{circles}/{circle}").status_code == 303
    assert client.get(f"/console/{UDA}/communities?lang=en").status_code == 200
    with platform.db.read() as session:
        uda = community_of(session, community)
        assert membership.belonging.ways(session, uda, hana.address) == {Way.RESIDENT}
        assert membership.belonging.ways(session, uda, cook.address) == {Way.BUSINESS}
        assert membership.belonging.everyone(session, uda) == {hana.address, cook.address}
    for name in ("hana", "cook"):
        sign_in(email=f"{name}@example.jp")
        assert client.get(PEOPLE).status_code == 200
        assert client.post(f"{circles}/residents/withdrawal").status_code == 403
        assert client.get(f"/communities/{community}/proposals/new").status_code in (302, 303, 403), "no vote"
    sign_in(CURATOR)
    client.post(f"{other}/residents/withdrawal")  # another town's word changes nothing
    for circle in Circle:
        assert client.post(f"{circles}/{circle}/withdrawal").status_code == 303
    with platform.db.read() as session:
        assert membership.belonging.everyone(session, community_of(session, community)) == frozenset()
