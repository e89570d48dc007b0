"""The file of transfers: its records to the byte, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Yen
from points.models.banking_days import banking_day_from
from points.zengin import AccountKind, Sender, Transfer, TransferFile, read_file, write_file
from points.zengin.kana import ALLOWED
from points.zengin.records import LAYOUTS, MAX_AMOUNT, WIDTH

SENDER = Sender("0000012345", "ｼｽﾞｵｶｼ ｶｲｹｲｶﾝﾘｼﾔ", "0149", "ｼｽﾞｵｶ", "101", "ﾎﾝﾃﾝ", AccountKind.ORDINARY, "0123456")
SHOP = Transfer("0005", "ﾐﾂﾋﾞｼUFJ", "001", "ﾎﾝﾃﾝ", AccountKind.CURRENT, "7654321", "ｶ)ﾔｸｿｳｻﾎﾞｳ", Yen(12_345), 42, 7)
DAY = date(2026, 12, 10)
FILE = TransferFile(SENDER, DAY, (SHOP,))


def names(width: int) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(sorted(ALLOWED)), max_size=width).map(str.rstrip)


def digits(width: int) -> st.SearchStrategy[str]:
    return st.integers(0, 10**width - 1).map(lambda number: str(number).zfill(width))


TRANSFERS = st.builds(
    Transfer, digits(4), names(15), digits(3), names(15), st.sampled_from(AccountKind), digits(7), names(30),
    st.integers(1, MAX_AMOUNT).map(Yen), st.integers(0, 10**10 - 1), st.integers(0, 10**10 - 1),
)  # fmt: skip
SENDERS = st.builds(
    Sender, digits(10), names(40), digits(4), names(15), digits(3), names(15), st.sampled_from(AccountKind), digits(7)
)
FILES = st.builds(
    TransferFile,
    SENDERS,
    st.dates(date(2024, 1, 5), date(2030, 12, 20)).map(banking_day_from),
    st.lists(TRANSFERS, min_size=1, max_size=12).map(tuple),
)


@given(FILES, st.booleans())
def test_what_was_written_is_read_back_whole(file: TransferFile, has_line_ends: bool) -> None:
    raw = write_file(file, has_line_ends=has_line_ends)
    assert len(raw) == (WIDTH + 2 * has_line_ends) * (len(file.transfers) + 3)
    assert read_file(raw, file.transfer_day.year) == file


def test_every_record_is_120_bytes_and_stands_as_the_standard_says() -> None:
    assert {sum(field.width for field in layout) for layout in LAYOUTS.values()} == {WIDTH}
    header, data, trailer, end = write_file(FILE).decode("shift_jis").splitlines()
    assert header == (
        "12100000012345" + "ｼｽﾞｵｶｼ ｶｲｹｲｶﾝﾘｼﾔ".ljust(40) + "12100149" + "ｼｽﾞｵｶ".ljust(15)
        + "101" + "ﾎﾝﾃﾝ".ljust(15) + "10123456" + " " * 17
    )  # fmt: skip
    assert data == (
        "20005" + "ﾐﾂﾋﾞｼUFJ".ljust(15) + "001" + "ﾎﾝﾃﾝ".ljust(15) + "000027654321" + "ｶ)ﾔｸｿｳｻﾎﾞｳ".ljust(30)
        + "00000123450000000004200000000077 " + " " * 7
    )  # fmt: skip
    assert trailer == "8000001000000012345" + " " * 101
    assert end == "9" + " " * 119


@pytest.mark.parametrize(
    ("file", "field"),
    [
        (replace(FILE, transfer_day=date(2026, 12, 12)), "transfer_day"),
        (replace(FILE, transfers=()), "transfers"),
        (replace(FILE, transfers=(replace(SHOP, amount=Yen(10**10)),)), "amount"),
        (replace(FILE, transfers=(replace(SHOP, amount=Yen(0)),)), "amount"),
        (replace(FILE, transfers=(replace(SHOP, payee="薬草茶房"),)), "payee"),
        (replace(FILE, transfers=(replace(SHOP, account_number="12345678"),)), "account_number"),
        (replace(FILE, transfers=(replace(SHOP, bank_code="00A5"),)), "bank_code"),
        (replace(FILE, sender=replace(SENDER, bank_name="ｱ" * 16)), "bank_name"),
    ],
)
def test_what_a_bank_would_refuse_is_not_written(file: TransferFile, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        write_file(file)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"8000001", b"8000002", "count"),
        (b"000000012345", b"000000012346", "total"),
        (b"2" + b"0005", b"3" + b"0005", "order"),
        (b"121", b"111", "business"),
        (b"121001490", b"1210", "length"),
        (b"\xd4\xb8", b"\x81\x00", "encoding"),
        (b"1210" + b"0149", b"1340" + b"0149", "value"),
    ],
)
def test_a_damaged_file_is_refused_with_its_reason(old: bytes, new: bytes, reason: str) -> None:
    raw = write_file(FILE)
    damaged = raw.replace(old, new, 1) if old in raw else raw[:-10]
    with pytest.raises(Invalid) as caught:
        read_file(damaged, DAY.year)
    assert caught.value.reason == reason
