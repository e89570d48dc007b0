"""Words of the market for people: kinds, rarities, states, and what a kind's own fields say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.i18n import day, language, localized, moment
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.right_words import (
    first_refusal_rows,
    produce_rows,
    right_rows,
    until_words,
    viewing_rows,
)
from app.surfaces.marketplace.sentences import ORDER_FAILURES, OTHER_FAILURE
from marketplace.models import (
    AmbassadorCardDetail,
    Collection,
    Detail,
    DonationDetail,
    FanClubCardDetail,
    FirstRefusalDetail,
    Kind,
    NamingDetail,
    ProduceDetail,
    Rarity,
    ResidentCardDetail,
    RightDetail,
    SaleState,
    TourismDetail,
    ViewingDetail,
)
from marketplace.models.tickets.services import TicketService

KINDS = {
    Kind.AMBASSADOR_CARD: _l("アンバサダーカード"),
    Kind.RIGHT: _l("権利"),
    Kind.PRODUCE: _l("長期購入の権利"),
    Kind.FIRST_REFUSAL: _l("空き家の優先交渉権"),
    Kind.VIEWING: _l("観覧の権利"),
    Kind.TOURISM: _l("特別な体験"),
    Kind.NAMING: _l("記名機会"),
    Kind.DONATION: _l("寄附"),
    Kind.STAY: _l("宿泊"),
    Kind.TICKET: _l("チケット"),
    Kind.RESIDENT_CARD: _l("デジタル住民票"),
    Kind.FAN_CLUB_CARD: _l("ファンクラブ会員証"),
}
RARITIES = {Rarity.COMMON: _l("通常"), Rarity.RARE: _l("希少"), Rarity.LEGEND: _l("伝説")}
STATES = {
    SaleState.PREPARING: (_l("準備中"), "neutral"),
    SaleState.UPCOMING: (_l("まもなく販売"), "information"),
    SaleState.ON_SALE: (_l("販売中"), "success"),
    SaleState.SOLD_OUT: (_l("完売"), "warning"),
    SaleState.ENDED: (_l("販売終了"), "neutral"),
    SaleState.CANCELLED: (_l("販売中止"), "neutral"),
    SaleState.FAILED: (_l("販売できません"), "neutral"),
    SaleState.SUSPENDED: (_l("販売を止めています"), "warning"),
}


@blueprint.app_template_filter("kind_words")
def kind_words(kind: str) -> str:
    return str(KINDS[Kind(kind)])


@blueprint.app_template_filter("rarity_words")
def rarity_words(rarity: str) -> str:
    return str(RARITIES[Rarity(rarity)])


@blueprint.app_template_filter("sale_words")
def sale_words(state: str) -> str:
    return str(STATES[SaleState(state)][0])


@blueprint.app_template_filter("sale_kind")
def sale_kind(state: str) -> str:
    return STATES[SaleState(state)][1]


@blueprint.app_template_filter("unix_moment")
def unix_moment(seconds: int) -> str:
    return moment(datetime.fromtimestamp(seconds, UTC))


def detail_rows(collection: Collection) -> list[tuple[str, str]]:
    """What only this kind has, as (label, value)."""
    return rows_of(collection.typed_detail())


def rows_of(detail: Detail) -> list[tuple[str, str]]:
    """The same of a detail that is not published yet."""
    return _ROWS[type(detail)](detail)


def gives(collection: Collection | TicketService) -> list[str]:
    """What the holder gets, a sentence each, in the reader's language."""
    english = list(collection.gives_en) if language() == "en" else []
    return english or list(collection.gives_ja)


def _card_rows(detail: Detail) -> list[tuple[str, str]]:
    assert isinstance(detail, AmbassadorCardDetail)
    return [(_("描かれた伝説"), localized(detail, "legend"))]


def _tourism_rows(detail: Detail) -> list[tuple[str, str]]:
    assert isinstance(detail, TourismDetail)
    return [
        (_("集合場所"), localized(detail, "place")),
        (_("人数"), ngettext("%(num)s名まで", "%(num)s名まで", detail.people)),
        (_("所要時間"), _("%(minutes)s分", minutes=detail.minutes)),
        (_("有効期限"), until_words(detail.valid_until)),
    ]


def _naming_rows(detail: Detail) -> list[tuple[str, str]]:
    assert isinstance(detail, NamingDetail)
    shown = _("%(first)s から %(last)s まで", first=day(detail.first_day), last=day(detail.last_day))
    return [
        (_("名前を付けるところ"), localized(detail, "property")),
        (_("場所"), localized(detail, "place")),
        (_("名前を掲げる期間"), shown),
        (_("名前の長さ"), _("日本語で%(most)s文字まで", most=detail.longest_name)),
    ]


def _member_rows(detail: Detail) -> list[tuple[str, str]]:
    assert isinstance(detail, ResidentCardDetail | FanClubCardDetail)
    rows = [(_("会員になる集まり"), localized(detail, "club"))]
    return rows + [(localized(perk, "shop"), localized(perk, "words")) for perk in detail.typed_perks]


_ROWS: dict[type[Detail], Callable[[Detail], list[tuple[str, str]]]] = {
    AmbassadorCardDetail: _card_rows,
    RightDetail: right_rows,
    ProduceDetail: produce_rows,
    FirstRefusalDetail: first_refusal_rows,
    ViewingDetail: viewing_rows,
    TourismDetail: _tourism_rows,
    NamingDetail: _naming_rows,
    ResidentCardDetail: _member_rows,
    FanClubCardDetail: _member_rows,
    DonationDetail: lambda detail: [],  # its page leads to the project
}


def order_failure(error_name: str) -> str:
    return str(ORDER_FAILURES.get(error_name, OTHER_FAILURE))
