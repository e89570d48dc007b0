"""Words of the wizard's choices and of the law, and how a choice is read out of a form."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import points
from app.surfaces.console.books.money_desk import rate_text
from chain.errors import Invalid
from points.models import AmountKind, AmountRule, CampaignMethod, CampaignTerms, LegalFinding, PeopleSource

Choice = TypeVar("Choice", bound=StrEnum)

# Finding: (what it says, why or what to do, the statute).
LAW = {
    LegalFinding.FREE: (
        _l("無償のポイントです"),
        _l("受け取る人は対価を払わないので、前払式支払手段にあたりません。"),
        _l("資金決済法3条1項"),
    ),
    LegalFinding.SIX_MONTHS: (
        _l("有償で、発行から6か月以内だけ使えます"),
        _l("前払式支払手段の規制は適用されません。期限の延長や、期限後の利用はできません。"),
        _l("資金決済法4条2号"),
    ),
    LegalFinding.REFUND_AFTER_EXPIRY: (
        _l("期限を過ぎたポイントを返還する事業です"),
        _l(
            "期限後も使えるとみられると、6か月以内の適用除外を失います。返還したポイントが使えないことを記録してください。"
        ),
        _l("資金決済法4条2号"),
    ),
    LegalFinding.PUBLIC_ISSUER: (
        _l("有償で、6か月をこえて使えます"),
        _l(
            "発行者が地方公共団体であるときだけ、規制の適用が除外されます。"
            "商工会や観光協会の発行ではないことと、その根拠を記録してください。"
        ),
        _l("資金決済法4条3号"),
    ),
    LegalFinding.GIFT_SHARE: (
        _l("返礼の率は3割以下です"),
        _l("額は寄附額から計算されるので、3割をこえません。"),
        _l("地方税法37条の2第2項・314条の7第2項、平成31年総務省告示179号"),
    ),
    LegalFinding.GIFT_SHARE_UNKNOWN: (
        _l("返礼の率を確かめられません"),
        _l("寄附額の何割かで決めるか、どの人も寄附額の3割以下であることをどう確かめたかを記録してください。"),
        _l("地方税法37条の2第2項・314条の7第2項、平成31年総務省告示179号"),
    ),
    LegalFinding.GIFT_SHARE_EXCEEDED: (
        _l("返礼の率が3割をこえています"),
        _l("寄附額の3割以下にしてください。こえると、ふるさと納税の指定を取り消されることがあります。"),
        _l("地方税法37条の2第2項・314条の7第2項、平成31年総務省告示179号"),
    ),
    LegalFinding.GIFT_RESIDENTS: (
        _l("このまちの住民には返礼品を渡せません"),
        _l("名簿からこのまちの住民を除いたことを、どう確かめたか記録してください。"),
        _l("平成29年4月1日総務大臣通知"),
    ),
}
METHODS = {
    CampaignMethod.GRANT: _l("付与：全員の口座にすぐ入れる"),
    CampaignMethod.DROP: _l("一斉付与：1回の処理で全員が使えるようにする"),
}


def rule_words(rule: AmountRule) -> str:
    if rule.kind is AmountKind.SAME:
        return str(_("全員に %(amount)s", amount=points(rule.each)))
    if rule.kind is AmountKind.LISTED:
        return str(_("名簿に書いたとおり"))
    share = _("名簿の金額の %(rate)s%%（端数は切り捨て）", rate=rate_text(rule.basis_points))
    return str(share if rule.most is None else _("%(share)s、1人 %(most)s まで", share=share, most=points(rule.most)))


def is_nameless(terms: CampaignTerms) -> bool:
    """The people meet conditions that tell much about each of them: nobody is shown who they are."""
    return terms.source == PeopleSource.CONDITIONS


def read_choice(choices: type[Choice]) -> Callable[[str], Choice]:
    """Reads one of `choices`; the reader raises Invalid (unknown)."""

    def read(text: str) -> Choice:
        try:
            return choices(text)
        except ValueError:
            raise Invalid("choice", "unknown") from None

    return read
