"""Under which words each kind is found, in both languages. What pages call it stands in app/surfaces/marketplace."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.models.kinds import Kind

_WORDS: Mapping[str, str] = {
    Kind.AMBASSADOR_CARD: "アンバサダーカード ambassador card NFT",
    Kind.RIGHT: "権利 無形権利 right NFT",
    Kind.PRODUCE: "権利 無形権利 長期購入権 農産物 水産物 特産品 お届け 定期便 right produce delivery harvest NFT",
    Kind.FIRST_REFUSAL: "権利 無形権利 空き家 優先交渉権 先買権 right first refusal vacant house NFT",
    Kind.VIEWING: "権利 無形権利 観覧権 観覧席 公演 right viewing seat NFT",
    Kind.TOURISM: "体験 特別な体験 観光 ツアー experience tour tourism",
    Kind.NAMING: "記名機会 命名権 ネーミングライツ オークション naming name auction",
    Kind.DONATION: "寄附 寄付 支援 プロジェクト donation project support crowdfunding",
    Kind.RESIDENT_CARD: "デジタル住民票 住民証 会員 resident card membership",
    Kind.FAN_CLUB_CARD: "ファンクラブ 会員証 会員 fan club card membership",
    Kind.STAY: "宿泊 宿 泊まる ホテル stay lodging hotel night",
    Kind.TICKET: "チケット 電子チケット 切符 乗船券 入場券 ticket boat ferry admission",
    "resident_card": "デジタル住民票 住民カード digital resident card",
    "fan_club_card": "ファンクラブ 会員証 fan club card",
}


def kind_search_words(kind: str) -> str:
    return _WORDS.get(kind, kind.replace("_", " "))
