"""Reads an officer's list of shops: UTF-8 (with or without BOM) or Shift_JIS, commas or tabs, with a heading line. What
the rows mean is services/merchants/import_merchants.py's business."""

from __future__ import annotations

from dataclasses import dataclass

from chain.ids import contains_my_number
from points.errors import MerchantFileRefused
from points.models.merchant import MerchantCategory
from points.models.payout_account import Business
from points.sheet_file import plain_heading, rows_of_sheet

MOST_ROWS = 1_000

# Field and the heading of the template; other spellings of the same follow.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name_ja": ("店名", "お店の名前", "名称", "name", "nameja"),
    "name_en": ("店名（英語）", "英語名", "nameen"),
    "category": ("業種", "分類", "category"),
    "staff_email": ("担当者メール", "メール", "メールアドレス", "email", "staffemail"),
    "address": ("住所", "所在地", "address"),
    "latitude": ("緯度", "latitude", "lat"),
    "longitude": ("経度", "longitude", "lon", "lng"),
    "hours_mon": ("月", "月曜", "月曜日", "mon"),
    "hours_tue": ("火", "火曜", "火曜日", "tue"),
    "hours_wed": ("水", "水曜", "水曜日", "wed"),
    "hours_thu": ("木", "木曜", "木曜日", "thu"),
    "hours_fri": ("金", "金曜", "金曜日", "fri"),
    "hours_sat": ("土", "土曜", "土曜日", "sat"),
    "hours_sun": ("日", "日曜", "日曜日", "sun"),
    "hours_holiday": ("祝日", "holiday"),
    "hours_note": ("営業時間の備考", "備考", "hoursnote"),
    "phone": ("電話", "電話番号", "phone", "tel"),
    "web": ("ウェブサイト", "ウェブ", "url", "web"),
    "description_ja": ("紹介", "説明", "description"),
    "description_en": ("紹介（英語）", "descriptionen"),
    "bank_code": ("銀行コード", "bankcode"),
    "branch_code": ("支店コード", "branchcode"),
    "kind": ("預金種目", "種目", "accountkind"),
    "number": ("口座番号", "accountnumber"),
    "holder": ("口座名義カナ", "口座名義", "accountholder"),
    "business": ("法人・個人", "法人個人", "business"),
    "invoice_number": ("登録番号", "インボイス番号", "適格請求書番号", "invoicenumber"),
}
HEADINGS = tuple(names[0] for names in COLUMNS.values())

_CATEGORIES = {
    MerchantCategory.FOOD: "飲食店",
    MerchantCategory.GROCERY: "食料品・日用品",
    MerchantCategory.SOUVENIR: "土産・特産品",
    MerchantCategory.LODGING: "宿泊",
    MerchantCategory.LEISURE: "観光・体験",
    MerchantCategory.TRANSPORT: "交通",
    MerchantCategory.SERVICE: "理美容・サービス",
    MerchantCategory.OTHER: "その他",
}


@dataclass(frozen=True, slots=True)
class ShopRow:
    """`typed`: by field, in the form's own words where the list has other ones (普通 is 1)."""

    number: int  # as a spreadsheet counts: the heading is row 1
    typed: dict[str, str]
    has_my_number: bool


def read_shops(raw: bytes) -> list[ShopRow]:
    """Raises: MerchantFileRefused (empty, encoding, no_name_column, no_email_column, too_many_rows, too_wide)."""
    rows = rows_of_sheet(raw, MerchantFileRefused)
    heading = next(rows, None)
    if heading is None:
        raise MerchantFileRefused("empty")
    columns = [_COLUMN_OF.get(plain_heading(cell)) for cell in heading[1]]
    for needed, reason in (("name_ja", "no_name_column"), ("staff_email", "no_email_column")):
        if needed not in columns:
            raise MerchantFileRefused(reason)
    shops = [_shop(number, cells, columns) for number, cells in rows]
    if not shops:
        raise MerchantFileRefused("empty")
    if len(shops) > MOST_ROWS:
        raise MerchantFileRefused("too_many_rows", most=MOST_ROWS)
    return shops


def _shop(number: int, cells: list[str], columns: list[str | None]) -> ShopRow:
    named = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
    for field, words in _WORDS.items():
        if field in named:
            named[field] = words.get(plain_heading(named[field]), named[field])
    return ShopRow(number, named, any(contains_my_number(cell) for cell in cells))


_COLUMN_OF = {plain_heading(name): field for field, names in COLUMNS.items() for name in names}
_WORDS: dict[str, dict[str, str]] = {
    "category": {plain_heading(words): str(one) for one, words in _CATEGORIES.items()},
    "kind": {"普通": "1", "当座": "2", "貯蓄": "4"},
    "business": {
        "法人": str(Business.CORPORATION),
        "個人": str(Business.SOLE_TRADER),
        "個人事業主": str(Business.SOLE_TRADER),
    },
}
