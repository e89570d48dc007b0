"""A community token for everybody and at its town's desk, without a chain: the facts its contract would have told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import PublishState, Share, YenBalance
from marketplace.models.community_tokens import ChainOffering, Tier, TokenOffering, TokensBought
from marketplace.services.community_tokens.draft_offering import OfferingDraft
from marketplace.services.put_town import TownWords
from tests.fixtures.web import SignIn
from wallet import Role

MISHIMA = MunicipalityCode("222062")
OFFICER = Address(to_checksum_address(keccak(text="officer")[-20:]))
TIERS = (Tier(1, "応援株主", "Friend", "試作品の投票", "Votes"), Tier(10, "特別株主", "Patron", "試食会", "Tastings"))


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def number(platform: Platform) -> int:
    """A draft of a token of which there will be twenty."""
    return draft_token(platform, MISHIMA)


def draft_token(platform: Platform, town: MunicipalityCode, community: str = "") -> int:
    """Of a town that is put into the market with it."""
    market, now = platform.marketplace, platform.clock.now()
    market.put_town.put(
        TownWords(town, "三島市", "Mishima", "静岡県", "Shizuoka", "", "", "", "", (), "seigaiha", "mountains", 1, 0)
    )
    return market.community_tokens.draft.draft(
        town, OFFICER,
        OfferingDraft(
            community=community, name_ja="伊豆ファン倶楽部トークン", name_en="Izu Fan Club Token", symbol="IZUFAN",
            story_ja="商品づくり。", story_en="Making products.", scene="mountains", price=Yen(1_000), cap=20,
            per_account=15, opens_at=now, closes_at=now + timedelta(days=3), tiers=TIERS,
            shares=(Share(OFFICER, 10_000, "市", "City"),),
        ),
    )  # fmt: skip


def put_on_chain(platform: Platform, number: int) -> None:
    with platform.db.write() as session:
        row = session.get_one(TokenOffering, number)
        row.state = PublishState.PENDING
        begins = int(row.opens_at.timestamp())
        session.add(
            ChainOffering(
                number=number, municipality=MISHIMA.number, token=Address("0x" + "70" * 20), price=row.price,
                cap=row.cap, per_account=row.per_account, opens_at=begins, closes_at=int(row.closes_at.timestamp()),
                block_time=begins, block_number=1, log_index=0, part=0,
            )
        )  # fmt: skip


def bought(platform: Platform, number: int, buyer: Address, quantity: int, block: int) -> None:
    with platform.db.write() as session:
        session.add(
            TokensBought(
                purchase_id=keccak(text=str(block)), number=number, buyer=buyer, quantity=quantity,
                total=Yen(quantity * 1_000), block_time=1, tx_hash=keccak(text="tx"), block_number=block, log_index=0,
                part=0,
            )
        )  # fmt: skip


def test_people_see_what_it_gives_and_buy_it_by_signature(
    platform: Platform, client: FlaskClient, sign_in: SignIn, number: int
) -> None:
    page = f"/community-tokens/{number}"
    assert "いま販売しているコミュニティトークンはありません" in client.get("/community-tokens").text
    assert "No community token is on sale now" in client.get("/community-tokens?lang=en").text
    assert client.get("/community-tokens/1").status_code == 404
    put_on_chain(platform, number)
    assert "伊豆ファン倶楽部トークン" in client.get("/community-tokens?lang=ja").text
    for words in (
        "1口 1,000円",
        "残り 20口",
        "値上がりや配当を約束するものではなく",
        "特別株主",
        "サインインして購入する",
    ):
        assert words in client.get(page).text
    assert client.post(f"{page}/purchases", data={"quantity": "1"}).status_code in (302, 303)
    me = sign_in().address
    for typed, status, words in (
        ("", 422, ""), ("多め", 422, ""), ("0", 409, "1口から買えます"), ("16", 409, "お一人の上限まで、あと15口です"),
        ("３", 409, "残高があと3,000円足りません"),
    ):  # fmt: skip
        refused = client.post(f"{page}/purchases", data={"quantity": typed})
        assert (refused.status_code, words in refused.text) == (status, True), typed
    with platform.db.write() as session:
        session.add(YenBalance(account=me, amount=3_000))
    asked = client.post(f"{page}/purchases", data={"quantity": "3"})
    assert asked.status_code == 303
    shown = client.get(asked.location).text
    assert "3,000円" in shown and "払い戻しや、ほかの人への譲渡はできません" in shown
    bought(platform, number, me, 3, 2)
    own = client.get(page).text
    assert "あなたは3口持っています" in own and "あと7口で「特別株主」です" in own
    assert "Making" in client.get(f"{page}?lang=en").text
    assert "応援株主" in client.get("/community-tokens?lang=ja").text
    assert "まだ署名されていません" in client.get("/token-purchases/1").text
    sign_in(email="other@example.jp")
    assert client.get("/token-purchases/1").status_code == 404
    bought(platform, number, OFFICER, 17, 3)
    assert "完売" in client.get(page).text
    assert client.post(f"{page}/purchases", data={"quantity": "1"}).status_code == 409


def test_officers_write_it_and_see_holders_as_counts(
    platform: Platform, client: FlaskClient, sign_in: SignIn, number: int
) -> None:
    desk = f"/console/{MISHIMA}/community-tokens"
    sign_in(email="nobody@example.jp")
    for address in (desk, f"{desk}/new", f"{desk}/{number}"):
        assert client.get(address).status_code == 403
    for act in ("opening", "closure", "removal"):
        assert client.post(f"{desk}/{number}/{act}").status_code == 403
    sign_in(OFFICER, [(Role.OFFICER, str(MISHIMA)), (Role.OFFICER, "292125")])
    assert client.get(f"/console/292125/community-tokens/{number}").status_code == 404, "another town's"
    assert "伊豆ファン倶楽部トークン" in client.get(desk).text
    assert client.get(f"{desk}/new").status_code == 200
    wrong = client.post(desk, data={"name_ja": "三島", "price": "千", "tier_least": ["x"], "tier_ja": ["名"]})
    assert wrong.status_code == 422 and 'value="三島"' in wrong.text
    assert client.get(f"{desk}/{number}/edit").status_code == 200
    assert "販売の開始に署名する" in client.get(f"{desk}/{number}").text
    asked = client.post(f"{desk}/{number}/opening")
    assert asked.status_code == 303
    assert "発行の上限・価格・期間・受け取り先は変えられなくなります" in client.get(asked.location).text
    put_on_chain(platform, number)
    bought(platform, number, OFFICER, 12, 2)
    shown = client.get(f"{desk}/{number}").text
    assert "12,000円" in shown and "1人" in shown and "販売終了の署名へ進む" in shown
    assert client.post(f"{desk}/{number}/removal").status_code == 303
    assert "公開したトークンの内容は変えられません" in client.get(f"{desk}/{number}?lang=ja").text
    assert client.get(f"{desk}/{number}?lang=en").status_code == 200
