"""Where a donor lives, as far as the coin asks: the prefecture, and in Shizuoka the town. More is not told to anybody.

Source of the codes: 全国地方公共団体コード (Ministry of Internal Affairs and Communications).
"""

from __future__ import annotations

import re

PREFECTURES = {
    "010006": "北海道", "020001": "青森県", "030007": "岩手県", "040002": "宮城県", "050008": "秋田県",
    "060003": "山形県", "070009": "福島県", "080004": "茨城県", "090000": "栃木県", "100005": "群馬県",
    "110001": "埼玉県", "120006": "千葉県", "130001": "東京都", "140007": "神奈川県", "150002": "新潟県",
    "160008": "富山県", "170003": "石川県", "180009": "福井県", "190004": "山梨県", "200000": "長野県",
    "210005": "岐阜県", "220001": "静岡県", "230006": "愛知県", "240001": "三重県", "250007": "滋賀県",
    "260002": "京都府", "270008": "大阪府", "280003": "兵庫県", "290009": "奈良県", "300004": "和歌山県",
    "310000": "鳥取県", "320005": "島根県", "330001": "岡山県", "340006": "広島県", "350001": "山口県",
    "360007": "徳島県", "370002": "香川県", "380008": "愛媛県", "390003": "高知県", "400009": "福岡県",
    "410004": "佐賀県", "420000": "長崎県", "430005": "熊本県", "440001": "大分県", "450006": "宮崎県",
    "460001": "鹿児島県", "470007": "沖縄県",
}  # fmt: skip
# With their districts (郡) left out, as addresses are written with and without them.
TOWNS_OF_SHIZUOKA = {
    "221007": "静岡市", "221309": "浜松市", "222038": "沼津市", "222054": "熱海市", "222062": "三島市",
    "222071": "富士宮市", "222089": "伊東市", "222097": "島田市", "222101": "富士市", "222119": "磐田市",
    "222127": "焼津市", "222135": "掛川市", "222143": "藤枝市", "222151": "御殿場市", "222160": "袋井市",
    "222194": "下田市", "222208": "裾野市", "222216": "湖西市", "222224": "伊豆市", "222232": "御前崎市",
    "222241": "菊川市", "222259": "伊豆の国市", "222267": "牧之原市", "223018": "東伊豆町", "223026": "河津町",
    "223042": "南伊豆町", "223051": "松崎町", "223069": "西伊豆町", "223255": "函南町", "223417": "清水町",
    "223425": "長泉町", "223441": "小山町", "224243": "吉田町", "224294": "川根本町", "224618": "森町",
}  # fmt: skip
_SHIZUOKA = "静岡県"
_DISTRICT = re.compile(r"[^\d\-市区町村]{1,6}郡")


def home_of(address: str) -> str:
    """The code of the prefecture with which an address begins, in Shizuoka of the town; empty where there is none."""
    text = re.sub(r"\s", "", address)
    code = next((code for code, name in PREFECTURES.items() if text.startswith(name)), "")
    if PREFECTURES.get(code) != _SHIZUOKA:
        return code
    rest = text.removeprefix(_SHIZUOKA)
    rest = _DISTRICT.sub("", rest, count=1) if _DISTRICT.match(rest) else rest
    return next((town for town, name in TOWNS_OF_SHIZUOKA.items() if rest.startswith(name)), "")


def home_words(code: str) -> str:
    return TOWNS_OF_SHIZUOKA.get(code) or PREFECTURES.get(code, code)
