"""Invented people to try the product as; their codes arrive in the mail box that the embedded default shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    email: str
    name: str
    part_ja: str  # what this person does
    part_en: str


@dataclass(frozen=True, slots=True)
class DemoCashier:
    """Somebody at the till of the demonstration's shop, which asks for the PIN."""

    name: str
    pin: str
    is_manager: bool
    part_ja: str
    part_en: str


FAN = DemoAccount("hanako@example.jp", "青木 花子", "ファン：作品を買う", "Fan: buys a card")
MEMBER = DemoAccount("taro@example.jp", "高橋 太郎", "コミュニティの一員：投票する", "Member of a community: votes")
SHOPKEEPER = DemoAccount(
    "shop@example.jp", "駿府みそ茶屋 店長", "加盟店：ポイントを受け取る", "Merchant: takes points at the till"
)
OFFICER = DemoAccount(
    "officer@example.jp", "静岡市 担当職員", "自治体職員：ポイントを配る", "Municipality officer: issues points"
)
APPROVER = DemoAccount(
    "manager@example.jp",
    "静岡市 担当係長",
    "自治体職員：大きな付与を承認する",
    "Municipality officer: approves large grants",
)
CURATOR = DemoAccount(  # of a town of the four that decide together
    "officer-292125@demo.example",
    "宇陀市 担当職員",
    "自治体職員：コミュニティの投票や催しを開く",
    "Municipality officer: opens votes and events of a community",
)
RESIDENT = DemoAccount(  # person 50 of app/demo/regions.py
    "person051@demo.example",
    "吉田 美咲",
    "住民：カードで本人確認をして、上乗せを受け取る",
    "Resident: checks in with a card and takes points on top",
)
OPERATOR = DemoAccount("operator@example.jp", "結び 運営者", "プラットフォームの運営者", "Operator of the platform")

CASHIERS = (
    DemoCashier("望月 あゆみ", "7391", True, "店長", "manager"),
    DemoCashier("小川 亮", "2580", False, "担当者", "cashier"),
)

DEMO_ACCOUNTS = (FAN, MEMBER, RESIDENT, SHOPKEEPER, OFFICER, APPROVER, CURATOR, OPERATOR)


def lines() -> Iterator[str]:
    """Who can be tried, one line each, for the terminal."""
    yield "デモの人（サインイン番号はメールの画面に届きます） / people to try (codes arrive on the mail page)"
    for account in DEMO_ACCOUNTS:
        yield f"  {account.email:<22} {account.part_ja} / {account.part_en}"
    pins = "、".join(f"{one.name}（{one.part_ja} / {one.part_en}） {one.pin}" for one in CASHIERS)
    yield f"  レジの暗証番号 / PIN at the till: {pins}"
