"""Paper cards from the printer to the till: charged by list, paid with and without PIN, lost and replaced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from chain.errors import DomainError, Invalid, NotFound
from chain.units import Points
from points.errors import (
    CardNotFit,
    CardPinLocked,
    CardPinNeeded,
    CardPinWrong,
    CardRefused,
    SheetsClosed,
)
from points.models import Card, CardAct, CardPayment, Payment, Tender
from points.models.card_number import shown_card_number
from points.services.cards.card_token import card_address
from points.services.cards.make_cards import PrintedCard
from points.services.cards.record_act import Counter
from points.services.sale import Sale
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region

PIN = "2580"


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter with three printed cards, the first handed over with a PIN and charged with 9,000 points."""

    region: Region
    counter: Counter
    shop: int
    batch: int
    cards: list[PrintedCard]

    @property
    def card(self) -> PrintedCard:
        return self.cards[0]

    def sale(self, amount: int, *, pin: str = "", card: PrintedCard | None = None, key: str = "") -> Sale:
        code = card_address("https://points.example.jp", (card or self.card).token)
        cashier = self.region.cashiers[self.shop]
        return Sale(self.shop, cashier, code, Points(amount), key or str(uuid4()), pin=pin)

    def pay(self, amount: int, *, pin: str = "", card: PrintedCard | None = None) -> int:
        return self.region.points.charge_customer.charge(self.sale(amount, pin=pin, card=card))

    def needs_pin(self, amount: int) -> bool:
        return self.region.points.charge_customer.preview(self.shop, self.sale(amount).code, Points(amount)).needs_pin

    def row(self, card: PrintedCard | None = None) -> Card:
        with self.region.platform.db.read() as session:
            return session.scalars(select(Card).where(Card.number == (card or self.card).number)).one()


@pytest.fixture
def desk(region: Region) -> Desk:
    counter = Counter(UDA, region.officer)
    cards = region.points.cards
    batch = cards.make.make(counter, "11月の分", 3)
    printed = cards.make.print(counter, batch)
    shop, program = region.shop(), region.program()
    cards.serve.hand_over(counter, printed[0].number, PIN, PIN)
    campaign = region.draft(program)
    region.upload(campaign, f"カード番号,ポイント\n{shown_card_number(printed[0].number)},9000\n")
    region.start(campaign)
    region.settle()
    return Desk(region, counter, shop, batch, printed)


def test_a_card_pays_small_amounts_by_itself_and_large_ones_with_its_pin(desk: Desk) -> None:
    payments = [desk.pay(1_000)]
    with pytest.raises(CardPinNeeded, match="needed"):
        desk.pay(1_001)
    assert desk.needs_pin(1_001)
    assert not desk.needs_pin(1_000)
    payments.append(desk.pay(5_000, pin=PIN))
    payments += [desk.pay(1_000), desk.pay(1_000)]
    with pytest.raises(CardPinNeeded):  # 3,000 of the day without PIN are used up; the 5,000 do not count
        desk.pay(1)
    desk.region.settle()
    assert all(desk.region.payment(desk.shop, payment).is_in_hand for payment in payments)
    assert int(desk.region.balance(desk.row().account).total) == 1_000
    with desk.region.platform.db.read() as session:
        assert set(session.scalars(select(Payment.tender))) == {Tender.CARD}
        assert session.scalars(select(CardPayment.had_pin).order_by(CardPayment.payment_row_id)).all() == [
            False, True, False, False,
        ]  # fmt: skip
    desk.region.travel(timedelta(days=1))
    desk.pay(1_000)


def test_wrong_pins_are_counted_across_refusals_until_the_counter_sets_a_new_one(desk: Desk) -> None:
    for left in (4, 3):
        with pytest.raises(CardPinWrong) as refused:
            desk.pay(2_000, pin="9999")
        assert refused.value.left == left
    desk.pay(2_000, pin=PIN)
    assert desk.row().pin_misses == 0
    for _ in range(5):
        with pytest.raises(CardPinWrong):
            desk.pay(2_000, pin="9999")
    with pytest.raises(CardPinLocked):
        desk.pay(2_000, pin=PIN)
    with pytest.raises(CardPinLocked):
        desk.needs_pin(2_000)
    desk.pay(100)  # what needs no PIN goes on
    desk.region.points.cards.serve.set_pin(desk.counter, desk.card.number, "7351", "7351")
    desk.pay(2_000, pin="7351")


def test_two_tills_at_once_share_the_days_limit_and_one_press_twice_is_one_payment(desk: Desk) -> None:
    desk.pay(1_000)
    desk.pay(1_000)

    def outcome(sale: Sale) -> int | str:
        try:
            return desk.region.points.charge_customer.charge(sale)
        except DomainError as error:
            return type(error).__name__

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, [desk.sale(900), desk.sale(900)]))
    assert outcomes.count("CardPinNeeded") == 1
    again = desk.sale(2_500, pin=PIN)
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(outcome, [again, again]))) == 1


def test_a_torn_qr_pays_by_number_and_always_with_the_pin(desk: Desk) -> None:
    typed = Sale(desk.shop, desk.region.cashiers[desk.shop], desk.card.number, Points(10), str(uuid4()))
    with pytest.raises(CardPinNeeded):
        desk.region.points.charge_customer.charge(typed)
    charged = Sale(typed.merchant_id, typed.cashier, typed.code, typed.amount, typed.request_key, pin=PIN)
    assert desk.region.points.charge_customer.charge(charged)


def test_a_withdrawn_sale_takes_nothing_when_its_request_arrives_late(desk: Desk) -> None:
    late = desk.sale(100)
    assert desk.region.points.withdraw_sale.withdraw(desk.shop, late.code, late.request_key) is None
    with pytest.raises(CardRefused, match="withdrawn"):
        desk.region.points.charge_customer.charge(late)
    desk.pay(100)


def test_a_lost_card_is_dead_at_once_and_its_successor_holds_everything(desk: Desk) -> None:
    serve, (lost, new, other) = desk.region.points.cards.serve, desk.cards
    account = desk.row().account
    serve.block(desk.counter, lost.number)
    with pytest.raises(CardRefused, match="blocked"):
        desk.pay(10)
    serve.replace(desk.counter, lost.number, new.number, "7351", "7351")
    with pytest.raises(CardRefused, match="replaced"):
        desk.pay(10)
    with pytest.raises(CardPinWrong):
        desk.pay(2_000, card=new, pin=PIN)
    desk.pay(2_000, card=new, pin="7351")
    desk.region.settle()
    assert desk.row(new).account == account
    assert int(desk.region.balance(account).total) == 7_000
    assert desk.region.points.directory.find_many([lost.number])[lost.number] == account
    assert desk.region.points.directory.names([account])[account] == shown_card_number(new.number)
    for refused in (serve.block, serve.unblock):
        with pytest.raises(CardNotFit, match="replaced"):
            refused(desk.counter, lost.number)
    for stock in (lost, new):  # neither is new
        with pytest.raises(Invalid, match="not_in_stock"):
            serve.replace(desk.counter, new.number, stock.number)
    assert desk.row(other).state == "printed"


def test_a_card_in_stock_pays_nothing_and_one_with_points_replaces_none(desk: Desk) -> None:
    serve, (card, stock, _) = desk.region.points.cards.serve, desk.cards
    with pytest.raises(CardRefused, match="printed"):
        desk.pay(1, card=stock)
    program = desk.region.program(name="敬老")
    desk.region.upload(desk.region.draft(program), f"カード番号,ポイント\n{stock.number},500\n")
    with pytest.raises(Invalid, match="holds_points"):  # it stands in a list that is not granted yet
        serve.replace(desk.counter, card.number, stock.number)
    desk.region.grant(program, {desk.row(stock).account: 500})
    with pytest.raises(Invalid, match="holds_points"):
        serve.replace(desk.counter, card.number, stock.number)
    assert serve.hand_over_batch(desk.counter, desk.batch) == 2
    desk.pay(500, card=stock)
    with pytest.raises(CardPinNeeded, match="unset"):
        desk.pay(2_600, card=stock)


def test_sheets_are_printed_until_printing_is_over_and_by_the_own_town_alone(desk: Desk) -> None:
    make, other_town = desk.region.points.cards.make, Counter(MUKAWA, desk.region.officer)
    assert make.print(desk.counter, desk.batch) == desk.cards
    with pytest.raises(NotFound):
        make.print(other_town, desk.batch)
    with pytest.raises(NotFound):
        desk.region.points.cards.serve.block(other_town, desk.card.number)
    make.finish_printing(desk.counter, desk.batch)
    with pytest.raises(SheetsClosed):
        make.print(desk.counter, desk.batch)
    assert desk.row().token_sealed is None
    left = make.make(desk.counter, "忘れられた分", 1)
    desk.region.travel(timedelta(days=8))
    assert make.forget_old() == 1
    with pytest.raises(SheetsClosed):
        make.print(desk.counter, left)


def test_everything_done_at_the_counter_stands_under_the_officers_name(desk: Desk) -> None:
    serve = desk.region.points.cards.serve
    serve.block(desk.counter, desk.card.number)
    with pytest.raises(CardNotFit):
        serve.block(desk.counter, desk.card.number)
    with desk.region.platform.db.read() as session:
        acts = session.scalars(select(CardAct).order_by(CardAct.id)).all()
    assert [act.kind for act in acts] == ["make", "print", "hand_over", "block"]
    assert {act.officer for act in acts} == {desk.region.officer}
