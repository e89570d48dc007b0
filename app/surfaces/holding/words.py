"""How a right stands, in words: uses left, from when until when, until when it changes hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import day
from chain.clock import business_date
from chain.ids import Address
from marketplace.queries.holding.rights import RightStanding

_MOMENT = timedelta(seconds=1)


def standing_rows(standing: RightStanding) -> list[tuple[str, str]]:
    """(label, value) of what is left of a right; nothing for a card that is none."""
    if not standing.is_right:
        return []
    rules = standing.rules
    rows = [(_("残りの回数"), uses_left(standing))]
    if rules.valid_from:
        rows.append((_("使える最初の日"), _day(rules.valid_from)))
    if rules.valid_until:
        rows.append((_("使える最後の日"), _last_day(rules.valid_until)))
    if rules.transfers_until:
        rows.append((_("ゆずれる最後の日"), _last_day(rules.transfers_until)))
    return rows


def uses_left(standing: RightStanding) -> str:
    if standing.is_unlimited:
        return str(_("回数の制限はありません"))
    if standing.is_used_up:
        return str(_("すべて使いました"))
    left = ngettext("%(num)s回", "%(num)s回", standing.uses_left)
    if standing.rules.uses == standing.uses_left:
        return str(left)
    return str(_("%(left)s（%(all)s回のうち）", left=left, all=standing.rules.uses))


def standing_badge(standing: RightStanding, reader: Address) -> tuple[str, str]:
    """(words, kind of badge) where something keeps a right from being used now, or it is somebody else's."""
    if standing.lent_to:
        until = _last_day(standing.lent_until)
        if standing.lent_to == reader:
            return str(_("お借りしています（%(day)sまで）", day=until)), "information"
        return str(_("貸し出し中（%(day)sまで）", day=until)), "information"
    if standing.is_used_up:
        return str(_("使用済み")), "neutral"
    if standing.is_over:
        return str(_("期限切れ")), "warning"
    if standing.is_early:
        return str(_("まだ使えません")), "information"
    return "", ""


def _day(seconds: int) -> str:
    return day(business_date(datetime.fromtimestamp(seconds, UTC)))


def _last_day(seconds: int) -> str:
    """`seconds`: the first moment after it."""
    return day(business_date(datetime.fromtimestamp(seconds, UTC) - _MOMENT))
