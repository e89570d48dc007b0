"""Invented people with a card. Their claims come in either form that is known of the real provider."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PAIRWISE = b"sandbox-identity"


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    who: str
    birthdate: str
    address: str | Mapping[str, str]
    gender: str

    @property
    def home(self) -> str:
        """As one line, for the page."""
        if isinstance(self.address, str):
            return self.address
        return self.address.get("formatted") or "".join(self.address.get(part, "") for part in ("region", "locality"))

    def subject(self, client_id: str) -> str:
        """Pairwise: another client knows the person by another name."""
        return hmac.new(_PAIRWISE, f"{client_id}|{self.key}".encode(), "sha256").hexdigest()

    def claims(self, scopes: set[str]) -> dict[str, Any]:
        told = {"name": self.name, "birthdate": self.birthdate, "address": self.address, "gender": self.gender}
        return {claim: value for claim, value in told.items() if claim in scopes}


PEOPLE = (
    Person("yui", "五十嵐 結衣", "磐梯町に住む人", "1988-04-12", "福島県耶麻郡磐梯町大字磐梯字中ノ橋1855番地", "2"),
    Person(
        "haru", "五十嵐 陽", "磐梯町に住む子ども（10歳）", "20160603",
        {"formatted": "福島県耶麻郡磐梯町大字磐梯字中ノ橋1855番地", "country": "JP"}, "1",
    ),
    Person(
        "umeko", "上田 梅子", "宇陀市に住むお年寄り（82歳）", "19440115",
        {"region": "奈良県", "locality": "宇陀市", "street_address": "榛原下井足17番地の3", "country": "JP"}, "2",
    ),
    Person("kazuo", "望月 和夫", "三島市に住む人", "19750930", "静岡県三島市北田町４番４７号", "1"),
    Person("aoi", "森 葵", "静岡市（区のある市）に住む人", "1999-12-31", "静岡県静岡市葵区追手町５－１", "2"),
    Person("ken", "高橋 健", "東京に住む人（まちの外）", "1992-07-07", "東京都新宿区西新宿二丁目８番１号", "1"),
    Person("mari", "ベイカー 真理", "海外に住む人", "1980-02-29", "国外転出", "2"),
)  # fmt: skip


def find_person(key: str) -> Person | None:
    return next((one for one in PEOPLE if one.key == key), None)
