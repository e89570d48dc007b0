"""The town's circulars (回覧). Who has read one says so once, and is thanked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.everyday.about import READ
from app.sandbox_services.everyday.marking import kept_moment
from app.sandbox_services.everyday.published import Telling

TABLES = """
create table if not exists reading (visitor integer not null, circular text not null, at text not null,
  primary key (visitor, circular));
"""


@dataclass(frozen=True, slots=True)
class Circular:
    key: str
    title: Text
    words: Text


CIRCULARS = (
    Circular(
        "2026-11-sweeping", ("落ち葉そうじのお知らせ", "Sweeping the leaves"),
        (
            "12月6日（日）朝8時から、神社の参道で落ち葉そうじをします。ほうきと軍手をお持ちください。雨の日は翌週にします。",
            "Sunday 6 December, 8 a.m.: we sweep the path to the shrine. Bring a broom and gloves. If wet, next week.",
        ),
    ),
    Circular(
        "2026-11-water", ("水道工事で水が止まります", "Water is off during works"),
        (
            "12月2日（水）の13時から15時まで、榛原地区の一部で水が止まります。飲み水をくみ置きしてください。",
            "Wednesday 2 December, 1 to 3 p.m.: no water in part of Haibara. Please keep some to drink.",
        ),
    ),
    Circular(
        "2026-11-flu", ("インフルエンザ予防接種", "Flu vaccination"),
        (
            "65歳以上の方は、市の診療所で予防接種を受けられます。1月31日まで。電話で予約してください。",
            "Those of 65 and above can be vaccinated at the town's clinic until 31 January. Please book by phone.",
        ),
    ),
)  # fmt: skip


class Circulars:
    def __init__(self, book: Book, telling: Telling) -> None:
        self._book = book
        self._telling = telling
        book.create(TABLES)

    def read(self, visitor: Visitor, circular: Circular, now: datetime) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            given = visitor.id, circular.key, kept_moment(now)
            if not rows.execute("insert or ignore into reading values (?, ?, ?)", given).rowcount:
                raise Refused("この回覧は、もう確認ずみです。", "You have confirmed this circular already.")
            self._telling.tell(rows, visitor, READ, {"circular": circular.key})

    def read_by(self, visitor: Visitor | None) -> frozenset[str]:
        if visitor is None:
            return frozenset()
        return frozenset(
            row["circular"] for row in self._book.all("select circular from reading where visitor = ?", visitor.id)
        )


def find_circular(key: str) -> Circular | None:
    return next((one for one in CIRCULARS if one.key == key), None)
