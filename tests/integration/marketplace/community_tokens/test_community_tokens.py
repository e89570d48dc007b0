"""A community token on the real chain: written, opened, bought up to its limits, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import YenShort
from marketplace.models import Share
from marketplace.models.community_tokens import ChainOffering, OfferingState, Tier, TokensBought
from marketplace.models.community_tokens.errors import (
    OfferingNotOpen,
    OfferingSigned,
    OfferingUnknown,
    TokenPurchaseUnknown,
    TokenQuantityWrong,
)
from marketplace.queries.community_tokens.holders import reached_at, token_holders, units_held
from marketplace.services.community_tokens.assembly import CommunityTokenServices
from marketplace.services.community_tokens.draft_offering import OfferingDraft
from marketplace.services.put_town import TownWords
from marketplace.signing import ToSign
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region

FRIEND, PATRON = Tier(1, "応援株主", "Friend", "試作品の投票", "Votes"), Tier(3, "特別株主", "Patron", "", "")


@pytest.fixture
def tokens(region: Region) -> CommunityTokenServices:
    region.platform.marketplace.put_town.put(
        TownWords(UDA, "宇陀市", "Uda", "奈良県", "Nara", "", "", "", "", (), "seigaiha", "sunflowers", 1, 0)
    )
    return region.platform.marketplace.community_tokens


def draft(region: Region, payee: Address) -> OfferingDraft:
    now = region.platform.clock.now()
    return OfferingDraft(
        community="uda", name_ja="宇陀ファントークン", name_en="Uda Fan Token", symbol="uda", story_ja="商品づくりに。",
        story_en="To make products.", scene="mountains", price=Yen(1_001), cap=5, per_account=4, opens_at=now,
        closes_at=now + timedelta(days=10), tiers=(PATRON, FRIEND), shares=(Share(payee, 10_000, "町", "Town"),),
    )  # fmt: skip


def sign(region: Region, asked: ToSign, signer: Address | None = None) -> bytes:
    return region.platform.wallet.sign_typed_data(signer or region.officer, asked.typed_data, reason="test")


def buyer(region: Region, yen: int) -> Address:
    person = region.person()
    region.chain.give_yen(person, yen)
    region.look()
    return person


def test_a_token_is_opened_bought_up_to_its_limits_and_ended(region: Region, tokens: CommunityTokenServices) -> None:
    payee = region.person()
    number = tokens.draft.draft(UDA, region.officer, draft(region, payee))
    with pytest.raises(OfferingUnknown):
        tokens.pages.desk(MUKAWA, number)
    with pytest.raises(OfferingNotOpen):
        tokens.buy.prepare(number, payee, 1)
    asked = tokens.open.prepare(UDA, number, region.officer)
    tokens.draft.change(UDA, number, replace(draft(region, payee), cap=6))
    with pytest.raises(OfferingSigned):  # shown for signing before it was changed
        tokens.open.complete(asked.subject, sign(region, asked))
    asked = tokens.open.prepare(UDA, number, region.officer)
    tokens.open.complete(asked.subject, sign(region, asked))
    tokens.open.complete(asked.subject, sign(region, asked))
    region.settle()
    with pytest.raises(OfferingSigned):
        tokens.draft.discard(UDA, number)

    hana, ken = buyer(region, 10_000), buyer(region, 10_000)
    bought = tokens.buy.prepare(number, hana, 3)
    tokens.buy.complete(bought.subject, sign(region, bought, hana))
    tokens.buy.complete(bought.subject, b"again changes nothing")
    region.settle()
    page = tokens.pages.page(number, hana)
    assert (page.view.sold, page.view.holders, page.view.left) == (3, 1, 3)
    assert page.own is not None
    assert (page.own.held, page.own.tier, page.own.above, page.own.may_buy) == (3, PATRON, None, 1)
    assert int(region.chain.contracts.yen.balance_of(payee)) == 3_003
    with pytest.raises(TokenQuantityWrong, match="over_account"):
        tokens.buy.prepare(number, hana, 2)
    with pytest.raises(TokenQuantityWrong, match="over_left"):
        tokens.buy.prepare(number, ken, 4)
    with pytest.raises(TokenPurchaseUnknown):
        tokens.pages.purchase(int(bought.subject), ken)
    with pytest.raises(YenShort):
        tokens.buy.prepare(number, buyer(region, 1_000), 1)

    late = tokens.buy.prepare(number, ken, 1)
    closing = tokens.close.prepare(UDA, number, region.officer)
    tokens.close.complete(closing.subject, sign(region, closing))
    region.settle()
    assert tokens.pages.page(number, None).view.state is OfferingState.OVER
    with pytest.raises(OfferingNotOpen):
        tokens.buy.complete(late.subject, sign(region, late, ken))
    desk = tokens.pages.desk(UDA, number)
    assert [(one.tier, one.holders) for one in desk.tiers] == [(PATRON, 1), (FRIEND, 0), (None, 0)]
    assert int(desk.income) == 3_003
    with region.platform.db.read() as session:
        assert token_holders(session, "uda", f"{number}:3") == {hana}
        assert not token_holders(session, "uda", f"{number}:4")
        ((token, when),) = session.execute(
            select(ChainOffering.token, TokensBought.block_time).join_from(
                ChainOffering, TokensBought, TokensBought.number == ChainOffering.number
            )
        )
        for moment, held in ((when, 3), (when - 1, 0), (None, 3)):
            assert units_held(session, [token], hana, moment) == held
        assert units_held(session, [token], ken) == units_held(session, [], hana) == 0
        assert reached_at(session, [token], 3, when) == {hana}
        assert not reached_at(session, [token], 4, when) | reached_at(session, [token], 1, when - 1)


def test_what_the_chain_refuses_is_told_on_the_purchase(region: Region, tokens: CommunityTokenServices) -> None:
    number = tokens.draft.draft(UDA, region.officer, draft(region, region.person()))
    asked = tokens.open.prepare(UDA, number, region.officer)
    tokens.open.complete(asked.subject, sign(region, asked))
    region.settle()
    hana, ken = buyer(region, 10_000), buyer(region, 10_000)
    first, second = tokens.buy.prepare(number, hana, 4), tokens.buy.prepare(number, ken, 4)
    tokens.buy.complete(first.subject, sign(region, first, hana))
    tokens.buy.complete(second.subject, sign(region, second, ken))  # two buyers at once, five units
    region.settle()
    found = [tokens.pages.purchase(int(one.subject), who)[1] for one, who in ((first, hana), (second, ken))]
    assert sorted(one.bought is not None for one in found) == [False, True]
    assert {one.purchase.error_name for one in found} == {"", "OfferingSoldOut"}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"symbol": "宇陀"}, "symbol", "symbol_form"),
        ({"cap": 0}, "cap", "zero"),
        ({"per_account": 6}, "per_account", "out_of_range"),
        ({"name_en": " "}, "name_en", "empty"),
        ({"tiers": (Tier(5, "届かない", "", "", ""),)}, "tiers", "unreachable"),
    ],
)
def test_drafts_that_cannot_stand_are_refused_by_field(
    region: Region, tokens: CommunityTokenServices, changes: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        tokens.draft.draft(UDA, region.officer, replace(draft(region, region.officer), **changes))  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.reason) == (field, reason)
