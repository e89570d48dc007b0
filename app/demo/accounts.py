"""Invented people to try the product as; their codes arrive in the mail box that the embedded default shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class DemoAccount:
    email: str
    name: str
    part: Any  # what this person does, in the reader's language


DEMO_ACCOUNTS = (
    DemoAccount("hanako@example.jp", "青木 花子", _l("ファン：作品を買う")),
    DemoAccount("taro@example.jp", "高橋 太郎", _l("コミュニティの一員：投票する")),
    DemoAccount("shop@example.jp", "駿府みそ茶屋 店長", _l("加盟店：ポイントを受け取る")),
    DemoAccount("officer@example.jp", "静岡市 担当職員", _l("自治体職員：ポイントを配る")),
    DemoAccount("operator@example.jp", "結び 運営者", _l("プラットフォームの運営者")),
)
