"""The difference of two texts loses nothing and is as small as words and characters allow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dao.models.drafts import Kind, Piece, pieces

texts = st.text(st.sampled_from("abc 茶道。\n"), max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_back_from_their_difference(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in found if piece.kind is not Kind.REMOVED) == new
    assert all(piece.text for piece in found)


def test_japanese_differs_by_characters_and_english_by_words() -> None:
    assert pieces("薬草茶を二箱買う", "薬草茶を三箱買う") == [
        Piece(Kind.SAME, "薬草茶を"), Piece(Kind.REMOVED, "二"), Piece(Kind.ADDED, "三"), Piece(Kind.SAME, "箱買う"),
    ]  # fmt: skip
    assert pieces("two boxes of tea", "ten boxes of tea") == [
        Piece(Kind.REMOVED, "two"), Piece(Kind.ADDED, "ten"), Piece(Kind.SAME, " boxes of tea"),
    ]  # fmt: skip
    assert pieces("same", "same") == [Piece(Kind.SAME, "same")]


def test_a_long_passage_is_shown_whole_and_quickly() -> None:
    old, new = "あ" * 20_000, "い" * 20_000
    assert pieces(old, new) == [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]
