"""Who may buy an offer, as its seller decides: a card, a list of accounts, what the registry knows."""

from __future__ import annotations

import io

from marketplace.models import ChainCollection, Kind
from marketplace.models.eligibility import OfferBuyer
from marketplace.models.selling import OfferAct
from marketplace.services.selling.write_offer import Seller
from tests.unit.marketplace.selling.test_terms import RIGHT
from tests.web.marketplace.conftest import Market, offer_named
from tests.web.selling.conftest import DESK, OTHER_SHOP, SHOP_DESK, TOWN, Desks


def test_an_offer_is_for_holders_and_for_those_on_a_list(desks: Desks) -> None:
    Market(desks.platform).offer(offer_named("four-towns-ambassador"))
    with desks.platform.db.read() as session:
        card = session.query(ChainCollection).one().number
    member = desks.buyer()
    desks.officer()
    offer = desks.begin(DESK)
    form = desks.client.get(f"{offer}/edit").text
    assert f'<option value="{card}"' in form
    assert '<option value="resident"' in form
    assert desks.save(offer, holding="abc").status_code == 422
    assert desks.save(offer, revision=2, holding=str(card), listed="1").status_code == 303
    shown = desks.client.get(offer).text
    assert "四町アンバサダーカード」をお持ちの方、かつ、販売元の一覧に載っている方" in shown
    refused = desks.client.post(f"{offer}/submission", follow_redirects=True)
    assert "まだだれも載っていません" in refused.text

    page = f"{offer}/buyers"
    assert page in shown
    for wrong in (b"", b"nobody@example.jp"):
        answer = desks.client.post(page, data={"list": (io.BytesIO(wrong), "list.csv")})
        assert answer.status_code == 422 and "一覧を保存できませんでした" in answer.text
    typed = desks.client.post(page, data={"people": "メール\nbuyer@example.jp\nnobody@example.jp"})
    assert "1人を一覧に載せました" in typed.text and "nobody@example.jp" in typed.text
    with desks.platform.db.read() as session:
        assert [row.account for row in session.query(OfferBuyer)] == [member]
    assert "審査に出しました" in desks.client.post(f"{offer}/submission", follow_redirects=True).text
    late = desks.client.post(page, data={"people": str(member)})
    assert late.status_code == 409


def test_only_the_seller_sees_and_changes_its_list(desks: Desks) -> None:
    desks.shop()
    page = desks.begin(SHOP_DESK) + "/buyers"
    assert desks.client.get(page).status_code == 200
    desks.shop(OTHER_SHOP)
    assert desks.client.get(page).status_code == 403
    assert desks.client.get(page.replace(SHOP_DESK, f"/sell/{OTHER_SHOP}")).status_code == 404
    assert desks.client.post(page, data={"people": "x"}).status_code == 403
    desks.buyer()
    assert desks.client.get(page).status_code == 403


def test_an_offer_is_for_residents_and_counts_persons(desks: Desks) -> None:
    officer = desks.officer()
    selling = desks.platform.marketplace.selling
    town, typed = Seller(TOWN), RIGHT | {"residence": "resident", "per_person": "1", "per_buyer": "1"}
    offer = selling.write.begin(town, officer, Kind.RIGHT, typed, [["town", "100"]])
    page = f"{DESK}/offers/{offer}"
    shown = desks.client.get(page).text
    assert "にお住まいの方（上限はおひとりごと）" in shown
    keys = [payee.key for payee in selling.payees.of(TOWN)]
    selling.review.act(town, officer, offer, OfferAct.SUBMIT, payees=keys)
    unlimited = desks.begin(DESK)
    answer = desks.save(unlimited, per_person="1", per_buyer="")
    assert answer.status_code == 422 and "上限を1枚以上に" in answer.text
