"""The kinds of things a region sells and the fields only that kind has, kept as JSON and typed here.

A kind without a detail class cannot be opened yet; adding the class opens it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from chain.errors import Invalid

MOST_USES = 65_000
MOST_DELIVERIES_A_YEAR, MOST_YEARS = 12, 10
LONGEST_NAME = 40  # Japanese signs of the name given to a property


class Kind(StrEnum):
    AMBASSADOR_CARD = "ambassador_card"  # アンバサダーカード
    RIGHT = "right"  # 無形権利; the three below are rights with fields and a life of their own
    PRODUCE = "produce"  # 農水産物の長期購入権
    FIRST_REFUSAL = "first_refusal"  # 空き家の優先交渉権
    VIEWING = "viewing"  # 観覧権
    TOURISM = "tourism"  # 高付加価値の観光商品
    NAMING = "naming"  # 公有財産等を活用した記名機会
    DONATION = "donation"  # プロジェクト共感型の寄附
    STAY = "stay"  # 宿泊 (RWA)
    TICKET = "ticket"  # 電子チケット
    RESIDENT_CARD = "resident_card"  # デジタル住民票
    FAN_CLUB_CARD = "fan_club_card"  # ファンクラブ会員証


@dataclass(frozen=True, slots=True)
class AmbassadorCardDetail:
    """A card of one local legend; where the series votes, one card is one vote."""

    kind: ClassVar[Kind] = Kind.AMBASSADOR_CARD

    legend_ja: str
    legend_en: str


@dataclass(frozen=True, slots=True)
class RightDetail:
    """A right its holder may use `uses` times (0 = without limit), on days of Japan from `valid_from` until
    `valid_until`, at the shop `merchant_id` (0 = anywhere). It changes hands until `transfers_until`; empty
    days set no limit."""

    kind: ClassVar[Kind] = Kind.RIGHT

    place_ja: str
    place_en: str
    uses: int = 1
    valid_until: str = ""
    valid_from: str = ""
    transfers_until: str = ""
    merchant_id: int = 0
    is_lendable: bool = False
    latitude: str = ""  # of the place, in degrees as written; empty: not on the map
    longitude: str = ""

    def __post_init__(self) -> None:
        if self.uses < 0:
            raise Invalid("uses", "negative", value=self.uses)
        if self.uses > MOST_USES:
            raise Invalid("uses", "out_of_range", most=MOST_USES)
        for day in (self.valid_from, self.valid_until, self.transfers_until):
            if day:
                date.fromisoformat(day)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise Invalid("valid_until", "before_valid_from")


@dataclass(frozen=True, slots=True)
class ProduceDetail(RightDetail):
    """Goods of the land or the sea, sent `per_year` times a year for `years` years within `months` (1 to 12): each
    delivery is one use, and none is lost by waiting. `place`: where they come from. `cares`: allergens, how to keep
    them, and what the law on food asks to say."""

    kind: ClassVar[Kind] = Kind.PRODUCE

    goods_ja: str = ""
    goods_en: str = ""
    per_year: int = 1
    years: int = 1
    months: Sequence[int] = ()
    ships_abroad: bool = False
    cares_ja: str = ""
    cares_en: str = ""

    def __post_init__(self) -> None:
        RightDetail.__post_init__(self)
        if not (1 <= self.per_year <= MOST_DELIVERIES_A_YEAR and 1 <= self.years <= MOST_YEARS):
            raise Invalid("per_year", "out_of_range", most=MOST_DELIVERIES_A_YEAR)
        if not self.months or not set(self.months) <= set(range(1, 13)):
            raise Invalid("months", "no_month")
        if self.uses != self.per_year * self.years:
            raise Invalid("uses", "not_the_deliveries", deliveries=self.per_year * self.years)
        if self.is_lendable:  # else a borrower could have the goods sent elsewhere
            raise Invalid("lendable", "not_for_produce")


@dataclass(frozen=True, slots=True)
class FirstRefusalDetail(RightDetail):
    """Asked first when a house falls vacant in the district `place`, `notice_days` before anybody else; `steps`: what
    happens when the holder uses it, one after the other."""

    kind: ClassVar[Kind] = Kind.FIRST_REFUSAL

    notice_days: int = 14
    steps_ja: Sequence[str] = ()
    steps_en: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ViewingDetail(RightDetail):
    """A place to see `event` from, for `people` persons, at `place`; the holder says on which day it is used."""

    kind: ClassVar[Kind] = Kind.VIEWING

    event_ja: str = ""
    event_en: str = ""
    seat_ja: str = ""
    seat_en: str = ""
    people: int = 1

    def __post_init__(self) -> None:
        RightDetail.__post_init__(self)
        if self.people < 1:
            raise Invalid("people", "too_few", people=self.people)


@dataclass(frozen=True, slots=True)
class TourismDetail:
    """A guided experience for `people` persons, agreed with the town until `valid_until`."""

    kind: ClassVar[Kind] = Kind.TOURISM

    place_ja: str
    place_en: str
    people: int
    minutes: int
    valid_until: str
    latitude: str = ""  # as of a right
    longitude: str = ""

    def __post_init__(self) -> None:
        if self.people < 1 or self.minutes < 1:
            raise Invalid("people", "too_few", people=self.people, minutes=self.minutes)
        date.fromisoformat(self.valid_until)


@dataclass(frozen=True, slots=True)
class NamingDetail:
    """The right to name a property of the town; the name is shown from `shown_from` through `shown_until` and has at
    most `longest_name` Japanese signs."""

    kind: ClassVar[Kind] = Kind.NAMING

    property_ja: str
    property_en: str
    place_ja: str
    place_en: str
    shown_from: str
    shown_until: str
    longest_name: int = 20

    def __post_init__(self) -> None:
        if date.fromisoformat(self.shown_until) < date.fromisoformat(self.shown_from):
            raise Invalid("shown_until", "before_shown_from")
        if not 1 <= self.longest_name <= LONGEST_NAME:
            raise Invalid("longest_name", "out_of_range", most=LONGEST_NAME)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.shown_from)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.shown_until)


@dataclass(frozen=True, slots=True)
class DonationDetail:
    """The card with which the project `project` thanks its supporters."""

    kind: ClassVar[Kind] = Kind.DONATION

    project: int


PERK_LIMITS = ("", "day", "once")


@dataclass(frozen=True, slots=True)
class Perk:
    """What a partner shop gives to who shows the card. `merchant_id` 0: no member shop of ours, so that nothing is
    counted. `limit`: once a "day", "once" for ever, or "" for as often as one likes."""

    shop_ja: str
    shop_en: str
    words_ja: str
    words_en: str
    merchant_id: int = 0
    limit: str = ""


@dataclass(frozen=True, slots=True)
class _MemberCard:
    """A locked card of one person, given without a sale; `perks` as JSON, see Perk."""

    club_ja: str
    club_en: str
    perks: Sequence[Mapping[str, Any]] = ()

    @property
    def typed_perks(self) -> list[Perk]:
        return [Perk(**perk) for perk in self.perks]


@dataclass(frozen=True, slots=True)
class ResidentCardDetail(_MemberCard):
    """A digital resident card, which an officer issues to who is bound to the town (`club`: its people)."""

    kind: ClassVar[Kind] = Kind.RESIDENT_CARD


@dataclass(frozen=True, slots=True)
class FanClubCardDetail(_MemberCard):
    """The card of a fan club, for everybody who asks."""

    kind: ClassVar[Kind] = Kind.FAN_CLUB_CARD


Detail = (
    AmbassadorCardDetail
    | RightDetail
    | ProduceDetail
    | FirstRefusalDetail
    | ViewingDetail
    | TourismDetail
    | NamingDetail
    | DonationDetail
    | ResidentCardDetail
    | FanClubCardDetail
)
DETAILS: dict[Kind, type[Detail]] = {
    detail.kind: detail
    for detail in (
        AmbassadorCardDetail,
        RightDetail,
        ProduceDetail,
        FirstRefusalDetail,
        ViewingDetail,
        TourismDetail,
        NamingDetail,
        DonationDetail,
        ResidentCardDetail,
        FanClubCardDetail,
    )
}
RIGHTS = (Kind.RIGHT, Kind.PRODUCE, Kind.FIRST_REFUSAL, Kind.VIEWING)  # one category of what regions sell
MEMBER_CARDS = (Kind.RESIDENT_CARD, Kind.FAN_CLUB_CARD)  # locked, and never sold


def category_of(kind: str) -> Kind:
    """Under which kind the catalogue shows it."""
    return Kind.RIGHT if kind in RIGHTS else Kind(kind)


def detail_to_json(detail: Detail) -> dict[str, Any]:
    return asdict(detail)


def detail_from_json(kind: Kind, found: dict[str, Any]) -> Detail:
    """The typed detail of a kind. A field this version does not know is ignored.

    Raises: Invalid (kind, not_sold) for a kind without a detail class.
    """
    detail = DETAILS.get(kind)
    if detail is None:
        raise Invalid("kind", "not_sold", kind=kind.value)
    known = {field.name for field in fields(detail)}
    return detail(**{name: value for name, value in found.items() if name in known})
