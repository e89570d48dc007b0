"""Names in the characters of banks' files: half-width kana (JIS X 0201), capital letters, digits, signs.

Source: 全国銀行協会 「全銀協標準フォーマット」; ヲ and small kana are written as オ and large ones, ー as -.
"""

from __future__ import annotations

import re
import unicodedata

from chain.errors import Invalid

_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
ALLOWED = frozenset(_KANA + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ()-.")
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_SIGNS = str.maketrans({**dict.fromkeys("ー－‐‑–—―−ｰ", "-"), "「": "(", "」": ")", "、": ".", "。": ".", "・": "."})


def half_width(text: str, field: str = "name") -> str:
    """`text` as a bank's file holds it: hiragana, katakana of both widths, Latin letters of both cases are taken.

    Raises: Invalid (kana) with the first character that cannot be written, such as a kanji.
    """
    import jaconv

    shown = jaconv.hira2kata(unicodedata.normalize("NFKC", text)).upper().translate(_LARGE).translate(_SIGNS)
    shown = re.sub(r"\s+", " ", jaconv.z2h(shown, kana=True, ascii=True, digit=True)).strip()
    wrong = next((one for one in shown if one not in ALLOWED), "")
    if wrong:
        raise Invalid(field, "kana", character=wrong)
    return shown


def long_name(name: str, width: int) -> str:
    """A name as long as its place in the file; banks compare no more than that."""
    return name[:width].rstrip()
