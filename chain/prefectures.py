"""The forty-seven prefectures (都道府県) by the first two digits of their municipalities' codes, and their names.

Source: JIS X 0401. English names as the Ministry of Foreign Affairs and the Geospatial Information Authority write
them, without a sign for long vowels and without "Prefecture".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefecture:
    name_ja: str
    name_en: str


PREFECTURES = {
    "01": Prefecture("北海道", "Hokkaido"),
    "02": Prefecture("青森県", "Aomori"),
    "03": Prefecture("岩手県", "Iwate"),
    "04": Prefecture("宮城県", "Miyagi"),
    "05": Prefecture("秋田県", "Akita"),
    "06": Prefecture("山形県", "Yamagata"),
    "07": Prefecture("福島県", "Fukushima"),
    "08": Prefecture("茨城県", "Ibaraki"),
    "09": Prefecture("栃木県", "Tochigi"),
    "10": Prefecture("群馬県", "Gunma"),
    "11": Prefecture("埼玉県", "Saitama"),
    "12": Prefecture("千葉県", "Chiba"),
    "13": Prefecture("東京都", "Tokyo"),
    "14": Prefecture("神奈川県", "Kanagawa"),
    "15": Prefecture("新潟県", "Niigata"),
    "16": Prefecture("富山県", "Toyama"),
    "17": Prefecture("石川県", "Ishikawa"),
    "18": Prefecture("福井県", "Fukui"),
    "19": Prefecture("山梨県", "Yamanashi"),
    "20": Prefecture("長野県", "Nagano"),
    "21": Prefecture("岐阜県", "Gifu"),
    "22": Prefecture("静岡県", "Shizuoka"),
    "23": Prefecture("愛知県", "Aichi"),
    "24": Prefecture("三重県", "Mie"),
    "25": Prefecture("滋賀県", "Shiga"),
    "26": Prefecture("京都府", "Kyoto"),
    "27": Prefecture("大阪府", "Osaka"),
    "28": Prefecture("兵庫県", "Hyogo"),
    "29": Prefecture("奈良県", "Nara"),
    "30": Prefecture("和歌山県", "Wakayama"),
    "31": Prefecture("鳥取県", "Tottori"),
    "32": Prefecture("島根県", "Shimane"),
    "33": Prefecture("岡山県", "Okayama"),
    "34": Prefecture("広島県", "Hiroshima"),
    "35": Prefecture("山口県", "Yamaguchi"),
    "36": Prefecture("徳島県", "Tokushima"),
    "37": Prefecture("香川県", "Kagawa"),
    "38": Prefecture("愛媛県", "Ehime"),
    "39": Prefecture("高知県", "Kochi"),
    "40": Prefecture("福岡県", "Fukuoka"),
    "41": Prefecture("佐賀県", "Saga"),
    "42": Prefecture("長崎県", "Nagasaki"),
    "43": Prefecture("熊本県", "Kumamoto"),
    "44": Prefecture("大分県", "Oita"),
    "45": Prefecture("宮崎県", "Miyazaki"),
    "46": Prefecture("鹿児島県", "Kagoshima"),
    "47": Prefecture("沖縄県", "Okinawa"),
}


def prefecture_of(code: str) -> str:
    """The first two digits of a municipality's code."""
    return code[:2]
