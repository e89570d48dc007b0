"""What must not happen at the till and at the desk, and what is told instead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from eth_account import Account as KeyAccount
from sqlalchemy import func, select

from chain.contracts.typed_data import sign
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.outbox import RelayEntry
from chain.units import Points
from points.errors import (
    CampaignFileRefused,
    CampaignLocked,
    CampaignNotReady,
    MerchantClosed,
    NothingToSettle,
    PaymentCodeRefused,
    PaymentNotRefundable,
    PointsShort,
    RefundInProgress,
    RefundTooLarge,
    SignatureRequestExpired,
)
from points.models import CampaignRow, CampaignState, Payment, PaymentState, RowError
from points.queries.campaigns import error_rows, preview
from points.queries.till import awaiting_signature
from points.services.sale import Sale
from tests.fixtures.chain import MUKAWA, MUKAWA_AREA, UDA
from tests.fixtures.points import Region

MY_NUMBER = "123456789018"  # a valid check digit, nobody's number


def entries(region: Region) -> int:
    with region.platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(RelayEntry)) or 0


def test_the_same_request_repeated_charges_once(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 1_000})
    sale = region.sale(shop, holder, 300)
    before = entries(region)
    assert len({region.points.charge_customer.charge(sale) for _ in range(3)}) == 1
    region.settle()
    assert region.points.charge_customer.charge(sale)
    assert entries(region) == before + 1
    assert int(region.balance(holder).total) == 700


def test_fifty_requests_at_once_with_one_key_are_one_payment(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 1_000})
    sale = region.sale(shop, holder, 300)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: region.points.charge_customer.charge(sale), range(50)))
    assert len(set(found)) == 1
    region.settle()
    assert int(region.balance(holder).total) == 700


def test_a_code_pays_once_and_only_in_its_time(region: Region) -> None:
    holder, shop, other = region.person(), region.shop(), region.shop("道の駅")
    region.grant(region.program(), {holder: 1_000})
    sale = region.sale(shop, holder, 100)
    second_till = Sale(other, region.cashiers[other], sale.code, Points(100), str(uuid4()))
    region.points.charge_customer.charge(sale)
    with pytest.raises(PaymentCodeRefused) as used:
        region.points.charge_customer.charge(second_till)
    late = region.sale(shop, holder, 100)
    region.platform.clock.advance(timedelta(seconds=91))  # type: ignore[attr-defined]
    with pytest.raises(PaymentCodeRefused) as expired:
        region.points.charge_customer.charge(late)
    with pytest.raises(PaymentCodeRefused) as unknown:
        region.points.charge_customer.identify(shop, "MUSUBI:0000-0000-0000")
    assert [one.value.reason for one in (used, expired, unknown)] == ["used", "expired", "unknown"]


def test_a_code_is_read_as_people_type_it(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    code = region.points.issue_payment_code.issue(holder)
    for typed in (
        code.payload,
        code.grouped.lower(),
        f" {code.code} ",
        code.grouped.replace("-", "ー").replace("0", "O"),
    ):
        assert region.points.charge_customer.identify(shop, typed.replace("ー", "-")) == holder


def test_more_than_the_customer_holds_says_how_much_there_is_and_leaves_the_code_good(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 250})
    sale = region.sale(shop, holder, 251)
    with pytest.raises(PointsShort) as refused:
        region.points.charge_customer.charge(sale)
    assert int(refused.value.available) == 250
    assert region.points.charge_customer.identify(shop, sale.code) == holder


def test_two_quick_payments_do_not_promise_the_same_points(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 500})
    region.points.charge_customer.charge(region.sale(shop, holder, 400))
    with pytest.raises(PointsShort) as refused:
        region.points.charge_customer.charge(region.sale(shop, holder, 200))
    assert int(refused.value.available) == 100


def test_points_of_another_area_are_not_taken(region: Region) -> None:
    holder, shop = region.person(), region.shop(municipality=MUKAWA)
    region.grant(region.program(), {holder: 500})
    with pytest.raises(PointsShort):
        region.points.charge_customer.charge(region.sale(shop, holder, 1))
    theirs = region.program(area=MUKAWA_AREA)
    region.grant(theirs, {holder: 70})
    assert region.points.charge_customer.charge(region.sale(shop, holder, 70))


def test_a_shop_that_is_not_registered_yet_takes_nothing(region: Region) -> None:
    holder = region.person()
    with pytest.raises(MerchantClosed):
        region.points.charge_customer.identify(12_345_678, region.points.issue_payment_code.issue(holder).payload)


@pytest.mark.parametrize("amount", [0, 10_000_001])
def test_senseless_amounts_are_refused(region: Region, amount: int) -> None:
    sale = Sale(12_345_678, region.officer, "x", Points(amount), str(uuid4()))
    with pytest.raises(Invalid):
        region.points.charge_customer.charge(sale)


def test_a_browser_wallet_signs_for_itself(region: Region) -> None:
    key = KeyAccount.create()
    holder, shop = Address(key.address), region.shop()
    from tests.fixtures.web import _browser_account

    _browser_account(region.platform, holder)
    region.grant(region.program(), {holder: 500})
    payment_id = region.points.charge_customer.charge(region.sale(shop, holder, 120))
    assert region.payment(shop, payment_id).state is PaymentState.AWAITING_SIGNATURE
    with region.platform.db.read() as session:
        waiting = awaiting_signature(session, holder, region.platform.clock.now())
    assert waiting is not None
    assert waiting.id == payment_id
    with pytest.raises(NotFound):
        region.points.send_payment.to_sign(payment_id, region.officer)
    asked = region.points.send_payment.to_sign(payment_id, holder)
    region.points.send_payment.complete(asked.subject, sign(asked.typed_data, key.key))
    region.settle()
    assert region.payment(shop, payment_id).is_in_hand
    assert int(region.balance(holder).total) == 380


def test_a_customer_who_does_not_sign_in_time_or_is_given_up_on_pays_nothing(region: Region) -> None:
    key = KeyAccount.create()
    holder, shop = Address(key.address), region.shop()
    from tests.fixtures.web import _browser_account

    _browser_account(region.platform, holder)
    region.grant(region.program(), {holder: 500})
    given_up = region.points.charge_customer.charge(region.sale(shop, holder, 120))
    asked = region.points.send_payment.to_sign(given_up, holder)
    region.points.charge_customer.cancel(shop, given_up)
    with pytest.raises(SignatureRequestExpired):
        region.points.send_payment.complete(asked.subject, sign(asked.typed_data, key.key))
    late = region.points.charge_customer.charge(region.sale(shop, holder, 500))
    region.platform.clock.advance(timedelta(minutes=4))  # type: ignore[attr-defined]
    assert region.payment(shop, late).state is PaymentState.FAILED
    assert int(region.balance(holder).total) == 500


def test_a_payment_the_contract_refuses_becomes_failed_with_its_reason(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 500})
    region.platform.clock.advance(timedelta(hours=-1))  # type: ignore[attr-defined]
    payment_id = region.points.charge_customer.charge(region.sale(shop, holder, 120))
    region.settle()
    view = region.payment(shop, payment_id)
    assert (view.state, view.failure) == (PaymentState.FAILED, "SignatureExpired")
    assert int(region.balance(holder).total) == 500


def test_a_refund_is_bounded_by_the_payment_and_made_one_at_a_time(region: Region) -> None:
    holder, shop, other = region.person(), region.shop(), region.shop("道の駅")
    region.grant(region.program(), {holder: 500})
    payment_id = region.points.charge_customer.charge(region.sale(shop, holder, 300))
    with pytest.raises(PaymentNotRefundable):
        region.refund(shop, payment_id, 100)
    region.settle()
    with pytest.raises(RefundTooLarge) as too_large:
        region.refund(shop, payment_id, 301)
    assert int(too_large.value.left) == 300
    with pytest.raises(NotFound):
        region.refund(other, payment_id, 10)
    key = str(uuid4())
    assert region.refund(shop, payment_id, 100, key) == region.refund(shop, payment_id, 100, key)
    with pytest.raises(RefundInProgress):
        region.refund(shop, payment_id, 50)
    region.settle()
    region.refund(shop, payment_id, 200)
    region.settle()
    assert int(region.balance(holder).total) == 500


def test_each_bad_row_says_why_and_the_good_ones_stay(region: Region) -> None:
    program = region.program()
    hana = region.person("hana@example.jp")
    taro = region.person("taro@example.jp")
    campaign_id = region.draft(program)
    rows = [
        "会員番号,メール,アドレス,ポイント,備考",
        f",hana@example.jp,,100,{'よい'}",
        f",,{taro},200,",
        f",,{hana.lower()},50,二度目",
        ",nobody@example.jp,,100,",
        ",,,100,",
        f",hana@example.jp,{taro},100,",
        ",taro@example.jp,,-3,",
        ",taro@example.jp,,0,",
        ",taro@example.jp,,2.5,",
        ",taro@example.jp,,99999999,",
        ",taro@example.jp,,,",
        f",taro@example.jp,,10,{MY_NUMBER}",
        f"{MY_NUMBER},,,10,",
    ]
    region.upload(campaign_id, "\n".join(rows).encode("cp932"))
    view = region.campaign(campaign_id)
    with region.platform.db.read() as session:
        errors = {
            row.row_number: (RowError(row.error or ""), row.first_row) for row in error_rows(session, campaign_id)
        }
        stored = " ".join(str(vars(row)) for row in session.scalars(select(CampaignRow)))
    assert (view.people, int(view.total), view.error_count) == (2, 300, 11)
    assert errors == {
        4: (RowError.DUPLICATE, 2),
        5: (RowError.UNKNOWN_PERSON, None),
        6: (RowError.NO_IDENTIFIER, None),
        7: (RowError.DIFFERENT_PEOPLE, None),
        8: (RowError.NEGATIVE, None),
        9: (RowError.ZERO, None),
        10: (RowError.NOT_WHOLE, None),
        11: (RowError.TOO_LARGE, None),
        12: (RowError.EMPTY_AMOUNT, None),
        13: (RowError.MY_NUMBER, None),
        14: (RowError.MY_NUMBER, None),
    }
    assert MY_NUMBER not in stored


def test_a_new_list_replaces_the_old_one_until_the_grant_starts(region: Region) -> None:
    hana = region.person("hana@example.jp")
    campaign_id = region.draft(region.program())
    region.upload(campaign_id, "nobody@example.jp,5\n")
    with pytest.raises(CampaignNotReady) as nobody:
        region.points.start_campaign.prepare(campaign_id, region.officer)
    assert nobody.value.reason == "no_people"
    with pytest.raises(CampaignFileRefused):
        region.upload(campaign_id, "会員番号,ポイント\n")
    region.upload(campaign_id, "hana@example.jp,5\n")
    region.start(campaign_id)
    with pytest.raises(CampaignLocked):
        region.upload(campaign_id, "hana@example.jp,500\n")
    region.settle()
    assert int(region.balance(hana).total) == 5


def test_a_list_beyond_the_cap_says_from_which_row_on(region: Region) -> None:
    program = region.program(cap=250)
    people = [region.person() for _ in range(3)]
    campaign_id = region.draft(program)
    region.upload(campaign_id, "".join(f"{one},100\n" for one in people))
    with region.platform.db.read() as session:
        shown = preview(session, region.campaign(campaign_id))
    assert (int(shown.cap_left), int(shown.over_cap), shown.overflow_row) == (250, 50, 3)
    with pytest.raises(CampaignNotReady) as refused:
        region.points.start_campaign.prepare(campaign_id, region.officer)
    assert refused.value.reason == "cap_exceeded"


def test_two_campaigns_under_way_do_not_share_what_is_left_of_the_cap(region: Region) -> None:
    program, hana = region.program(cap=150), region.person()
    first, second = region.draft(program), region.draft(program)
    for campaign_id in (first, second):
        region.upload(campaign_id, f"{hana},100\n")
    region.start(first)
    with pytest.raises(CampaignNotReady):
        region.start(second)
    region.settle()
    assert region.campaign(first).state is CampaignState.DONE


def test_a_campaign_of_another_town_is_not_found(region: Region) -> None:
    campaign_id = region.draft(region.program())
    with pytest.raises(NotFound):
        region.campaign(campaign_id, MUKAWA)


def test_nothing_taken_means_nothing_to_settle_and_a_future_day_is_refused(region: Region) -> None:
    close = region.points.close_settlement.close
    with pytest.raises(NothingToSettle):
        close(UDA, region.officer, region.today)
    with pytest.raises(Invalid):
        close(UDA, region.officer, region.today + timedelta(days=1))


def test_a_charge_cut_short_before_the_signature_is_finished_by_its_repetition(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 500})
    sale = region.sale(shop, holder, 120)
    region.points.charge_customer._reserve(sale)
    with region.platform.db.read() as session:
        assert session.scalars(select(Payment)).one().signature is None
    payment_id = region.points.charge_customer.charge(sale)
    region.settle()
    assert region.payment(shop, payment_id).is_in_hand
