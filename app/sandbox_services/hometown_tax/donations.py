"""Donations: written down, paid by the card company's notice alone, told to Musubi in that transaction, receipted."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.hometown_tax.about import PAID, RECEIVERS, USES, receiver_of
from app.sandbox_services.hometown_tax.limits import check_amount, limits_on
from app.sandbox_services.hometown_tax.payments import Payments
from app.sandbox_services.hometown_tax.places import home_of

WAITING, DONE, CANCELLED, RETURNED = "waiting", "paid", "cancelled", "returned"
_HOLD = timedelta(minutes=30)  # an unpaid donation counts for the year so long
_SOON = timedelta(minutes=5)
_TOKYO = ZoneInfo("Asia/Tokyo")
_LONGEST = {"name": 60, "address": 200}
TABLES = """
create table if not exists donation (id text primary key, visitor integer, receiver text not null, use text not null,
  yen integer not null, percent integer not null, name text not null, address text not null, home text not null,
  wants_coin integer not null, state text not null, made_at text not null, paid_at text, receipt text unique,
  payment text not null, event text not null default '');
create index if not exists donation_visitor on donation (visitor, made_at);
"""


@dataclass(frozen=True, slots=True)
class Form:
    """As typed, and checked. `home`: the code of the prefecture or town in `address`."""

    receiver: str
    use: str
    yen: int
    name: str
    address: str
    home: str
    wants_coin: bool


class Donations:
    def __init__(self, book: Book, outbox: Outbox, payments: Payments) -> None:
        self._book = book
        self._outbox = outbox
        self._payments = payments
        book.create(TABLES)

    def check(self, visitor: Visitor, typed: dict[str, str], now: datetime) -> Form:
        """Could it be given now? Raises: Refused."""
        form = read_form(typed)
        check_amount(form.yen, self.given(visitor, now), limits_on(today(now)))
        return form

    def begin(self, visitor: Visitor, typed: dict[str, str], now: datetime) -> str:
        """The donation's number; it has to be paid yet. Raises: Refused."""
        form, number = read_form(typed), f"D-{today(now):%Y%m%d}-{token_hex(4)}"
        limits = limits_on(today(now))
        with self._book.write() as rows:  # one after the other, so that the year's limit holds
            check_amount(form.yen, _given(rows, visitor.id, now), limits)
            payment = self._payments.ask(rows, number, form.yen)
            rows.execute(
                "insert into donation (id, visitor, receiver, use, yen, percent, name, address, home, wants_coin, "
                "state, made_at, payment) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, visitor.id, form.receiver, form.use, form.yen, limits.percent, form.name, form.address,
                 form.home, int(form.wants_coin), WAITING, _told(now), payment),
            )  # fmt: skip
        return number

    def note_paid(self, number: str, yen: int, now: datetime) -> None:
        """By the card company's notice; again changes nothing. What came too late is given back."""
        with self._book.write() as rows:
            row = rows.execute("select * from donation where id = ?", (number,)).fetchone()
            if row is None or row["yen"] != yen or row["state"] in (DONE, RETURNED):
                return
            if row["state"] == CANCELLED or row["visitor"] is None:
                self._payments.give_back(rows, row["payment"])
                rows.execute("update donation set state = ? where id = ?", (RETURNED, number))
                return
            count = rows.execute("select count(*) from donation where receipt is not null").fetchone()[0]
            event = self._tell(rows, row) if row["wants_coin"] else ""
            rows.execute(
                "update donation set state = ?, paid_at = ?, receipt = ?, event = ? where id = ?",
                (DONE, _told(now), f"R{today(now):%Y}-{count + 1:06d}", event, number),
            )

    def cancel(self, visitor: Visitor, number: str) -> None:
        """Before it is paid. Raises: Refused."""
        with self._book.write() as rows:
            done = rows.execute(
                "update donation set state = ? where id = ? and visitor = ? and state = ?",
                (CANCELLED, number, visitor.id, WAITING),
            ).rowcount
        if not done:
            raise Refused(
                "支払いの済んだ寄附は、ここでは取り消せません。受け取った自治体に連絡してください。",
                "A donation that is paid cannot be cancelled here. Please write to the town that received it.",
            )

    def close_forgotten(self, now: datetime) -> int:
        """How many were never paid."""
        with self._book.write() as rows:
            old = "update donation set state = ? where state = ? and made_at <= ?"
            return rows.execute(old, (CANCELLED, WAITING, _told(now - _HOLD))).rowcount

    def find(self, visitor: Visitor, number: str) -> sqlite3.Row | None:
        """None also for somebody else's."""
        query = (
            "select donation.*, sent.points, sent.state as told from donation "
            "left join sent on sent.id = donation.event where donation.id = ? and donation.visitor = ?"
        )
        return self._book.one(query, number, visitor.id)

    def of(self, visitor: Visitor) -> list[sqlite3.Row]:
        return self._book.all("select * from donation where visitor = ? order by made_at desc limit 50", visitor.id)

    def given(self, visitor: Visitor, now: datetime) -> int:
        with self._book.write() as rows:
            return _given(rows, visitor.id, now)

    def _tell(self, rows: Rows, row: sqlite3.Row) -> str:
        """Neither name nor address; the town alone decides about the coin."""
        visitor = rows.execute("select * from visitor where id = ?", (row["visitor"],)).fetchone()
        who = Visitor(int(visitor["id"]), str(visitor["subject"]), str(visitor["way"]))
        said = {
            "donation": row["id"],
            "amount_yen": row["yen"],
            "donor_town": row["home"],
            "use": USES[row["use"]][0],
        }
        return self._outbox.put(rows, who, PAID, said)


def read_form(typed: dict[str, str]) -> Form:
    """Raises: Refused."""
    receiver, use = receiver_of(typed.get("receiver", "")), typed.get("use", "")
    if receiver is None or use not in USES:
        raise Refused("寄附先と使いみちを選んでください。", "Choose a town and what the donation is for.")
    yen = _yen(typed.get("yen", ""))
    name, address = (_words(typed.get(field, ""), field) for field in ("name", "address"))
    home = home_of(address)
    if not home:
        raise Refused(
            "住所を都道府県から、静岡県のときは市町の名前まで入力してください。例：東京都杉並区…",
            "Begin the address with the prefecture, and in Shizuoka the town, as in 東京都杉並区….",
        )
    wants_coin = typed.get("coin", "") == "yes"
    if wants_coin:
        check_home(home)
    return Form(receiver.code, use, yen, name, address, home, wants_coin)


def check_home(code: str) -> None:
    """Raises: Refused where a resident of the five towns wishes the coin."""
    home = receiver_of(code)
    if home is not None:
        raise Refused(
            f"{home.name[0]}にお住まいの方は、コインを受け取れません。住んでいる地域への返礼は、法律で認められていません。"
            "「受け取らない」を選ぶと寄附できます。",
            f"Residents of {home.name[1]} cannot get the coin: the law allows nothing in return to a town's own "
            "residents. You can donate without it.",
        )


def receiver_names() -> dict[str, tuple[str, str]]:
    return {one.code: one.name for one in RECEIVERS}


def is_fresh(donation: sqlite3.Row, now: datetime) -> bool:
    """So that what it waits for may still come at any moment."""
    return now - datetime.fromisoformat(donation["paid_at"] or donation["made_at"]) < _SOON


def today(now: datetime) -> date:
    return now.astimezone(_TOKYO).date()


def _given(rows: Rows, visitor: int, now: datetime) -> int:
    """Of this calendar year in Japan, what waits for its payment included."""
    first = datetime(today(now).year, 1, 1, tzinfo=_TOKYO)
    found = rows.execute(
        "select coalesce(sum(yen), 0) from donation where visitor = ? and state in (?, ?) and made_at >= ?",
        (visitor, WAITING, DONE, _told(first.astimezone(now.tzinfo))),
    )
    return int(found.fetchone()[0])


def _yen(text: str) -> int:
    digits = text.strip().replace(",", "").replace("円", "")
    if not re.fullmatch(r"\d{1,9}", digits):  # digits of any width
        raise Refused("金額を円で入力してください。例：20000", "Type the amount in yen, as in 20000.")
    return int(digits)


def _words(text: str, field: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST[field] or any(ord(char) < 32 for char in words):
        raise Refused(
            "受領証にのせる氏名と住所を入力してください。", "Type name and address as they shall stand on the receipt."
        )
    if re.search(r"\d{12}", words):
        raise Refused(
            "12けたの番号は書かないでください。マイナンバーは受け取りません。",
            "Leave out twelve-digit numbers. My Numbers are not taken.",
        )
    return words


def _told(moment: datetime) -> str:
    """Of one form and one zone, so that texts compare as moments do."""
    return moment.isoformat(timespec="seconds")
