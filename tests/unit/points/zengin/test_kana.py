"""Names as banks write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from points.zengin import half_width
from points.zengin.kana import ALLOWED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("すんぷみそちゃや", "ｽﾝﾌﾟﾐｿﾁﾔﾔ"),
        ("カ）ヤクソウサボウ", "ｶ)ﾔｸｿｳｻﾎﾞｳ"),
        ("ベーカリー・ヲシテ", "ﾍﾞ-ｶﾘ-.ｵｼﾃ"),
        ("ｼｽﾞｵｶｼ　ｶｲｹｲｶﾝﾘｼﾔ", "ｼｽﾞｵｶｼ ｶｲｹｲｶﾝﾘｼﾔ"),
        ("ｶﾌｪ ＡＢＣ１２３ abc", "ｶﾌｴ ABC123 ABC"),
        ("  ヴィラ  ", "ｳﾞｲﾗ"),
        ("", ""),
    ],
)
def test_kana_of_every_kind_become_half_width(typed: str, kept: str) -> None:
    assert half_width(typed) == kept


@pytest.mark.parametrize(("typed", "character"), [("薬草茶房", "薬"), ("シズオカ＆", "&"), ("ｶ\u200bｶ", "\u200b")])
def test_what_cannot_be_written_is_named(typed: str, character: str) -> None:
    with pytest.raises(Invalid) as caught:
        half_width(typed)
    assert caught.value.values["character"] == character


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3096), max_size=40))
def test_every_hiragana_can_be_written_and_writing_twice_changes_nothing(typed: str) -> None:
    kept = half_width(typed)
    assert ALLOWED.issuperset(kept)
    assert half_width(kept) == kept
    assert len(kept.encode("shift_jis")) == len(kept)
