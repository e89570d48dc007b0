"""Pages of buying for points: the choice, the look before signing, too few points, and who may not see an order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.contracts.regional_points import Payment
from chain.units import Points
from marketplace.errors import PointsMissing
from marketplace.models.points_prices import ChainPointsPrice
from marketplace.ports import PointsDue, PointsProgram, PointsShop
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market

PROGRAM, SHOP = 7, 71


@dataclass
class OneTill:
    """Everybody has `held` points."""

    platform: Platform
    held: int = 1_000
    due: list[PointsDue] = field(default_factory=list)

    def names(self, program_ids: object) -> dict[int, PointsProgram]:
        return {PROGRAM: PointsProgram(PROGRAM, "うだポイント", "Uda points", ())}

    def shop(self, merchant_id: int) -> PointsShop:
        return PointsShop(merchant_id, "薬草茶房", "Herb tea house")

    def available(self, *about: object) -> Points:
        return Points(self.held)

    def reserve(self, session: object, due: PointsDue) -> int:
        if int(due.amount) > self.held:
            raise PointsMissing(due.amount, Points(self.held))
        self.due.append(due)
        return len(self.due)

    def message(self, session: object, payment: int) -> object:
        return self.platform.contracts.points.payment_message(self._act(payment))

    def keep(self, session: object, payment: int, signature: bytes) -> Payment:
        return self._act(payment)

    def let_go(self, session: object, payment: int) -> None:
        return None

    def _act(self, payment: int) -> Payment:
        due = self.due[payment - 1]
        amount = int(due.amount)
        nonce, lot = int.from_bytes(due.nonce), due.program_id << 32 | 21_000
        return Payment(due.holder, due.merchant_id, amount, (lot,), (amount,), nonce, due.valid_before)


@pytest.fixture
def till(platform: Platform, market: Market, card: int) -> OneTill:
    """The card is sold for points too."""
    made, for_points = OneTill(platform), platform.marketplace.for_points
    for_points.buy.till = made  # type: ignore[assignment]
    for_points.pages._till = made  # type: ignore[assignment]
    with platform.db.write() as session:
        where = {"block_number": 9_000, "log_index": 0, "part": 0}
        price = {"listing_number": card, "program_id": PROGRAM, "merchant_id": SHOP, "price": 400}
        session.add(ChainPointsPrice(**where, **price))
    return made


def test_a_card_is_bought_for_points_over_the_signature(
    client: FlaskClient, card: int, till: OneTill, sign_in: SignIn
) -> None:
    assert "うだポイントで買う（1枚 400ポイント）" in client.get(f"/items/{card}").text
    assert "/signin" in client.get(f"/items/{card}/points-orders/new?quantity=2").location
    sign_in()
    page = client.get(f"/items/{card}/points-orders/new?quantity=2").text
    assert "薬草茶房" in page and "800" in page and "円で買う" in page
    signing = client.post(f"/items/{card}/points-orders", data={"quantity": "2"})
    assert signing.location.startswith("/sign/")
    asked = client.get(signing.location).text
    assert "800ポイント" in asked and "うだポイント" in asked
    done = client.post(f"{signing.location}/signature")
    assert done.location.startswith("/orders/")
    order = client.get(done.location).text
    assert 'data-state="pending"' in order and "pt</abbr>" in order
    assert "pt</abbr>" in client.get("/orders").text and client.get("/collection").status_code == 200
    sign_in(email="other@example.jp")
    assert client.get(done.location).status_code == 404
    assert client.post(f"{done.location}/signature").status_code == 404


def test_too_few_points_say_how_many_are_missing_and_lead_to_yen(
    client: FlaskClient, card: int, till: OneTill, sign_in: SignIn
) -> None:
    till.held = 300
    sign_in()
    page = client.get(f"/items/{card}/points-orders/new?quantity=1").text
    assert "あと100ポイント足りません" in page and "円で買う（3,000円）" in page and "署名へ進む" not in page
    refused = client.post(f"/items/{card}/points-orders", data={"quantity": "1"})
    assert refused.location == f"/items/{card}/points-orders/new?quantity=1"
    assert client.get(f"/items/{card}/points-orders/new?quantity=99").location.startswith(f"/items/{card}/orders/new")
    client.get("/language/en")
    assert "300" in client.get(f"/items/{card}/points-orders/new?quantity=1").text


def test_an_item_without_a_price_in_points_takes_none(client: FlaskClient, card: int, sign_in: SignIn) -> None:
    sign_in()
    assert "ポイントで買う" not in client.get(f"/items/{card}").text
    answer = client.get(f"/items/{card}/points-orders/new")
    assert answer.status_code == 409 and "いまポイントでは買えません" in answer.text
    assert client.post("/items/4711/points-orders", data={"quantity": "1"}).status_code == 404
