"""A month of a town's points, every yen of it: one signature for 2,000 people, five payments in a new shop, a part
given back, the till and the month closed, the bank file read back, and chain, records and books that agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from points.zengin import Transfer, read_file
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, digits, follow
from tests.journeys.at_the_desk import console, downloaded, issue_to_list, looked_at_again, printed_codes, rows_of, sign
from tests.journeys.at_the_till import enter_amount, open_till, payment_code, scan, taken
from tests.journeys.people import TWO_WITH_A_PHONE, open_accounts

TOWN = "222194"
OFFICER, STAFF = f"officer-{TOWN}@demo.example", "staff@month.example"
PROGRAM, SHOP, PURPOSE = "下田くらし応援ポイント", "月のうさぎ堂", "くらし応援 2,000人"
PEOPLE = 2_000  # the last of them with a paper card alone
AKARI, BUNTA, CARD = 5_000, 3_000, 8_000  # what these three get
SCANNED, MIXED, CASH, BY_CARD, POSTER, ASKED = 1_280, 2_000, 400, 6_500, 840, 450
BACK = 300  # of the scanned payment
TAKEN = SCANNED + MIXED + BY_CARD + POSTER + ASKED
KEPT = TAKEN - BACK
FEE = KEPT * 25 // 1_000  # 2.5 per cent, rounded down
PIN = "2580"
_WITHIN = 60_000  # milliseconds until the chain has it, on a busy machine

Check = Callable[[Page], None]
Take = Callable[[Page, str], None]


@dataclass
class Month:
    """What one step leaves for the next."""

    card_number: str = ""
    card_code: str = ""
    total: int = 0


@pytest.fixture(scope="module")
def month() -> Month:
    return Month()


@pytest.fixture(scope="module")
def members(live_platform: LivePlatform) -> dict[str, str]:
    return open_accounts(live_platform.settings, PEOPLE - 1)


@pytest.fixture(scope="module")
def officer(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with device(browser, browser_context_args, DESK, OFFICER) as page:
        yield page


@pytest.fixture(scope="module")
def shop(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with device(browser, browser_context_args, PHONE, STAFF) as page:
        yield page


@pytest.fixture(scope="module")
def akari(browser: Browser, browser_context_args: dict[str, Any], members: dict[str, str]) -> Iterator[Page]:
    with device(browser, browser_context_args, PHONE, TWO_WITH_A_PHONE[0]) as page:
        yield page


@pytest.fixture(scope="module")
def bunta(browser: Browser, browser_context_args: dict[str, Any], members: dict[str, str]) -> Iterator[Page]:
    with device(browser, browser_context_args, PHONE, TWO_WITH_A_PHONE[1]) as page:
        yield page


def test_a_town_gets_ready(officer: Page, axe: Check, screens: Take) -> None:
    sets_up_the_money_desk(officer, axe, screens)
    opens_a_program(officer)
    registers_a_shop(officer, axe, screens)


def sets_up_the_money_desk(officer: Page, axe: Check, screens: Take) -> None:
    console(officer, "精算", "会計の設定")
    axe(officer)
    screens(officer, "month-money-desk")
    for label, text in {
        "締め日": "月末", "支払いまでの銀行営業日": "5", "手数料率": "2.5", "委託者コード": "0045678901",
        "依頼人名": "シモダシ カイケイ", "銀行の番号": "0149", "支店の番号": "111", "口座番号": "0456789",
    }.items():  # fmt: skip
        officer.get_by_label(label).first.fill(text)
    officer.get_by_role("button", name="設定を保存する").click()
    expect(officer.locator(".notice--success")).to_contain_text("保存しました")


def opens_a_program(officer: Page) -> None:
    console(officer)
    follow(officer, officer.get_by_role("link", name="新しい事業を始める").first)
    officer.get_by_label("事業の名前").fill(PROGRAM)
    officer.get_by_label("発行の上限").fill("5,000,000")
    officer.get_by_label("ふじのくに五市町").check()
    officer.get_by_role("button", name="内容を確かめる").click()
    sign(officer)
    expect(officer.get_by_text("実施中")).to_be_visible(timeout=_WITHIN)


def registers_a_shop(officer: Page, axe: Check, screens: Take) -> None:
    console(officer, "加盟店")
    follow(officer, officer.get_by_role("link", name="加盟店を登録する"))
    officer.get_by_label("お店の名前").fill(SHOP)
    officer.get_by_label("はじめの担当者のメールアドレス").fill(STAFF)
    officer.get_by_role("button", name="内容を確かめる").click()
    sign(officer)
    row = officer.locator("tbody tr", has_text=SHOP)
    expect(row).to_be_visible()
    follow(officer, looked_at_again(officer, row.get_by_role("link", name="振込先")))
    axe(officer)
    screens(officer, "month-account")
    for label, text in {
        "銀行コード": "0149",
        "支店コード": "111",
        "口座番号": "7654321",
        "口座名義": "ツキノウサギドウ",
    }.items():
        officer.get_by_label(label).fill(text)
    officer.get_by_role("button", name="口座を登録する").click()
    expect(officer.get_by_text("確かめました").first).to_be_visible()


def test_a_person_without_a_phone_gets_a_printed_card_and_chooses_a_pin(
    officer: Page, month: Month, axe: Check, screens: Take
) -> None:
    console(officer, "紙カード")
    axe(officer)
    screens(officer, "month-cards")
    officer.get_by_label("この束の名前").fill("窓口用")
    officer.get_by_label("枚数").fill("2")
    follow(officer, officer.get_by_role("button", name="カードを作る"))
    axe(officer)
    screens(officer, "month-card-batch")
    month.card_code = printed_codes(downloaded(officer, "PDFをダウンロード", role="button"))[0]
    console(officer, "紙カード")
    expect(officer.get_by_label("カード番号")).to_be_focused()
    scan(officer, month.card_code)
    month.card_number = officer.locator(".card-head__number").inner_text()
    axe(officer)
    screens(officer, "month-card")
    for label in ("暗証番号（4けた）", "暗証番号をもう一度"):
        officer.get_by_label(label).first.fill(PIN)
    officer.get_by_role("button", name="このカードを渡す").click()
    expect(officer.get_by_text("このカードはお店で使えます")).to_be_visible()


def test_a_list_of_2000_people_becomes_a_drop_with_one_signature(
    officer: Page, members: dict[str, str], month: Month, axe: Check, screens: Take
) -> None:
    content = people_list(members, month)
    issue_to_list(officer, PROGRAM, PURPOSE, "kurashi.csv", content)
    expect(officer.locator("main")).to_contain_text(f"{PEOPLE:,}人")
    expect(officer.locator("main")).to_contain_text(f"{month.total:,}")
    way = officer.locator("section", has=officer.locator("#preview")).locator("p", has=officer.locator("strong"))
    expect(way).to_contain_text("一斉付与")
    expect(way).to_contain_text("人数が多くても1回で済むため")
    axe(officer)
    screens(officer, "month-campaign")
    officer.get_by_role("button", name=f"{PEOPLE:,}人に付与する").click()
    sign(officer)
    expect(officer.locator(".notice--success")).to_contain_text(f"{PEOPLE:,}人に付与しました", timeout=_WITHIN)
    axe(officer)


def people_list(members: dict[str, str], month: Month) -> bytes:
    """As a spreadsheet writes it: two known by e-mail, one by the card, the others by member number."""
    others = [(number, "", "", 300 + 10 * (row % 30)) for row, number in enumerate([*members.values()][2:])]
    rows = [
        ("", TWO_WITH_A_PHONE[0], "", AKARI), ("", TWO_WITH_A_PHONE[1], "", BUNTA), ("", "", month.card_number, CARD),
        *others,
    ]  # fmt: skip
    assert len(rows) == PEOPLE
    month.total = sum(amount for *_, amount in rows)
    lines = ["会員番号,メール,カード番号,ポイント", *(",".join(map(str, row)) for row in rows)]
    return "\r\n".join(lines).encode("cp932")


def test_the_points_are_there_at_once_and_a_scanned_phone_pays(
    shop: Page, akari: Page, axe: Check, screens: Take
) -> None:
    akari.goto("/points")
    expect(akari.locator(".purse__total")).to_contain_text(f"{AKARI:,}")
    axe(akari)
    open_till(shop)
    enter_amount(shop, str(SCANNED))
    scan(shop, payment_code(akari))
    expect(shop.locator(".sale__left")).to_contain_text(f"{AKARI - SCANNED:,}")
    shop.get_by_role("button", name="受け取る").click()
    taken(shop, f"{SCANNED:,}")
    expect(akari.locator(".notice--success")).to_contain_text(f"{SCANNED:,}", timeout=_WITHIN)


def test_a_typed_code_pays_with_points_and_cash(shop: Page, bunta: Page, axe: Check, screens: Take) -> None:
    open_till(shop)
    enter_amount(shop, str(MIXED + CASH))
    shop.locator("#code").fill(payment_code(bunta).removeprefix("MUSUBI:"))
    shop.get_by_role("button", name="確認").click()
    shop.get_by_text("一部を現金で受け取る").click()
    shop.get_by_label("現金の分").fill(str(CASH))
    shop.get_by_role("button", name="計算し直す").click()
    expect(shop.locator(".sale__cash")).to_contain_text(f"現金 {CASH}円")
    expect(shop.locator(".sale__left")).to_contain_text(f"{BUNTA - MIXED:,}")
    axe(shop)
    screens(shop, "month-till-mixed")
    shop.get_by_role("button", name="受け取る").click()
    expect(taken(shop, f"{MIXED:,}")).to_contain_text(f"現金 {CASH}円")


def test_a_paper_card_pays_a_large_amount_with_its_pin(shop: Page, month: Month, axe: Check, screens: Take) -> None:
    open_till(shop)
    enter_amount(shop, str(BY_CARD))
    scan(shop, month.card_code)
    pad = shop.get_by_role("group", name="暗証番号のボタン")
    expect(pad).to_be_visible()
    expect(shop.locator(".sale__left")).to_contain_text(f"{CARD - BY_CARD:,}")
    axe(shop)
    screens(shop, "month-till-pin")
    for key in PIN:
        pad.get_by_role("button", name=key, exact=True).click()
    shop.get_by_role("button", name="受け取る").click()
    taken(shop, f"{BY_CARD:,}")


def test_a_poster_is_paid_by_the_customer_alone(shop: Page, akari: Page, axe: Check, screens: Take) -> None:
    open_till(shop)
    follow(shop, shop.get_by_role("link", name="メニュー"))
    follow(shop, shop.get_by_role("link", name="お店のQRコード"))
    axe(shop)
    screens(shop, "month-till-code")
    poster = shop.locator(".shop-code__url").inner_text()
    open_till(shop)
    akari.goto("/pay/" + poster.rpartition("/")[2])
    axe(akari)
    screens(akari, "month-pay-amount")
    akari.locator("#amount").fill(str(POSTER))
    follow(akari, akari.get_by_role("button", name="次へ"))
    axe(akari)
    stamps(akari, SHOP, POSTER)
    axe(akari)
    expect(shop.locator(".incoming__one")).to_contain_text(str(POSTER), timeout=_WITHIN)


def test_a_code_for_one_amount_is_paid_and_the_till_sees_it(shop: Page, bunta: Page, axe: Check, screens: Take) -> None:
    open_till(shop)
    enter_amount(shop, str(ASKED))
    shop.get_by_role("button", name="この金額のQRコードを見せる").click()
    expect(shop.locator(".qr__frame")).to_be_visible()
    axe(shop)
    screens(shop, "month-till-request")
    bunta.goto("/pay/requests/" + shop.url.rpartition("/")[2])
    stamps(bunta, SHOP, ASKED)
    taken(shop, str(ASKED))


def stamps(customer: Page, name: str, amount: int) -> None:
    expect(customer.locator(".payee__name")).to_have_text(name)
    customer.get_by_role("button", name="スタンプ").click()
    expect(customer.locator(".paid--done")).to_contain_text(f"{amount:,}", timeout=_WITHIN)


def test_a_part_is_given_back_and_the_till_is_closed(shop: Page, akari: Page, axe: Check, screens: Take) -> None:
    open_till(shop)
    follow(shop, shop.get_by_role("link", name="きょうの一覧"))
    follow(shop, shop.locator("tbody tr", has_text=f"{SCANNED:,}").get_by_role("link"))
    follow(shop, shop.get_by_role("link", name="返金する"))
    shop.get_by_label("返金するポイント").fill(str(BACK))
    shop.get_by_role("button", name="返金する", exact=True).click()
    expect(shop.locator(".refunds__list")).to_contain_text("完了", timeout=_WITHIN)
    axe(shop)
    screens(shop, "month-till-refunded")
    follow(shop, shop.get_by_role("link", name="メニュー"))
    axe(shop)
    follow(shop, shop.get_by_role("link", name="レジ締め"))
    axe(shop)
    screens(shop, "month-till-closings")
    shop.get_by_role("button", name="レジを締める").click()
    sums = shop.locator(".receipt__sums").first
    for words in ("5件", f"{TAKEN:,}", f"−{BACK}", f"{KEPT:,}", f"{CASH}円"):
        expect(sums).to_contain_text(words)
    axe(shop)
    screens(shop, "month-till-closing")
    akari.goto("/points")
    expect(akari.locator(".purse__total")).to_contain_text(f"{AKARI - SCANNED - POSTER + BACK:,}")


def test_the_month_is_closed_and_the_bank_file_pays_takings_less_refund_less_fee(
    officer: Page, shop: Page, axe: Check, screens: Take
) -> None:
    closes_through_today(officer)
    console(officer, "精算", "振込")
    expect(officer.locator(".console__owed")).to_contain_text(f"{KEPT - FEE:,}円")
    axe(officer)
    screens(officer, "month-payouts")
    transfer_day = date.fromisoformat(officer.get_by_label("振込指定日").input_value())
    follow(officer, officer.get_by_role("button", name="振込データをつくる"))
    axe(officer)
    file = read_file(downloaded(officer, "総合振込ファイルをダウンロード"), transfer_day.year)
    assert (int(file.total), file.transfer_day) == (TAKEN - BACK - FEE, transfer_day)
    assert [paid_to(one) for one in file.transfers] == [("0149", "111", "7654321", "ﾂｷﾉｳｻｷﾞﾄﾞｳ", KEPT - FEE)]
    follow(officer, officer.get_by_role("button", name="銀行に送ったと記録する"))
    follow(officer, officer.get_by_role("button", name="振込が完了したと記録する"))
    expect(officer.get_by_text("振込完了")).to_be_visible()
    axe(officer)
    screens(officer, "month-batch")
    open_till(shop)
    follow(shop, shop.get_by_role("link", name="メニュー"))
    follow(shop, shop.locator("main").get_by_role("link", name="これまでに支払われた金額"))
    expect(shop.locator(".till-statement")).to_contain_text(f"{KEPT - FEE:,}")
    expect(shop.locator(".till-statement")).to_contain_text("振込済み")
    axe(shop)
    screens(shop, "month-till-statements")


def closes_through_today(officer: Page) -> None:
    console(officer, "精算")
    through = officer.get_by_label("この日まで")
    through.fill(through.get_attribute("max") or "")
    follow(officer, officer.get_by_role("button", name="金額を見る"))
    expect(officer.locator("#next ~ p strong")).to_have_text(f"{KEPT:,}円")
    row = officer.locator("tbody tr", has_text=SHOP)
    expect(row.locator(".table__number")).to_have_text([f"{KEPT:,}", str(FEE), "0", f"{KEPT - FEE:,}"])  # no coupon
    officer.get_by_role("button", name="この内容で締める").click()
    expect(officer.get_by_role("heading", name="精算の一覧")).to_be_visible()
    expect(officer.locator("tbody tr", has_text=SHOP)).to_contain_text("確定", timeout=_WITHIN)
    assert digits(officer.locator(".console__owed").inner_text()) == KEPT - FEE
    [line] = rows_of(downloaded(officer, "CSVでダウンロード"))
    assert (line["金額（円）"], line["手数料"], line["差引支払額"]) == (str(KEPT), str(FEE), str(KEPT - FEE))


def paid_to(one: Transfer) -> tuple[str, str, str, str, int]:
    return one.bank_code, one.branch_code, one.account_number, one.payee, int(one.amount)


def test_chain_records_and_books_agree_and_the_ledger_adds_up(officer: Page, axe: Check, screens: Take) -> None:
    console(officer, "精算", "突合")
    expect(officer.locator(".books-zero__figure")).to_have_text("0")
    expect(officer.get_by_text("差はありません")).to_be_visible()
    axe(officer)
    screens(officer, "month-reconciliation")
    compared = rows_of(downloaded(officer, "CSVでダウンロード"))
    assert {row["照合"] for row in compared} == {"ロットの残高", "お店の未精算", "精算", "振込", "振込データ"}
    assert [row["差"] for row in compared] == ["0"] * len(compared)

    console(officer, "精算", "台帳")
    first = date.fromisoformat(officer.get_by_label("この日まで").input_value()) - timedelta(days=1)
    officer.get_by_label("この日から").fill(first.isoformat())
    follow(officer, officer.get_by_role("button", name="件数を見る"))
    axe(officer)
    screens(officer, "month-ledger")
    sums = sums_by_kind(rows_of(downloaded(officer, "CSVでダウンロード")))
    assert sums == {
        "一斉付与の受け取り": AKARI + BUNTA + CARD, "支払い": TAKEN, "返還": BACK, "精算": KEPT,
    }  # fmt: skip
    console(officer)
    follow(officer, officer.get_by_role("link", name=PROGRAM).first)
    expect(officer.locator(".whereabouts__row", has_text="精算済み")).to_contain_text(f"{KEPT:,}")
    for name in ("自治体間の清算", "未使用残高"):
        console(officer, "精算", name)
        axe(officer)


def sums_by_kind(ledger: list[dict[str, str]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in ledger:
        sums[line["種別"]] = sums.get(line["種別"], 0) + int(line["ポイント"])
        assert line["トランザクション"].startswith("0x")
    return sums
