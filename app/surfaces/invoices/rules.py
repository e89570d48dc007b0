"""What holds for cancelling and money back, in plain words: shown before paying and in the mail afterwards."""

from __future__ import annotations

from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.invoices import blueprint
from app.surfaces.tickets.words import booking_rules
from marketplace.models import Kind, PointCharge
from marketplace.queries.receipts.bought import BoughtThing

_HANDED_ON = (Kind.AMBASSADOR_CARD, Kind.RIGHT, Kind.PRODUCE, Kind.FIRST_REFUSAL, Kind.VIEWING, Kind.TOURISM)


@blueprint.app_template_global("cancel_rules")
def cancel_rules(kind: str, own: str = "") -> list[str]:
    """Of a thing that a town or a shop sells at a fixed price. `own`: the seller's words about returns, which then hold
    instead of ours. Tickets have rules of their own: booking_rules."""
    lines = [
        str(_("署名するまでは、いつでも無料で取りやめられます。")),
        own or str(_("お支払いのあとは、お客さまのご都合による取り消し・返品・返金はできません。")),
    ]
    if kind in _HANDED_ON:
        lines.append(
            str(_("使わなくなったときは、ほかの人にゆずるか、売りに出せます（ゆずれる期限のあるものは期限まで）。"))
        )
    return [*lines, _withdrawn()]


@blueprint.app_template_global("cart_rules")
def cart_rules() -> list[str]:
    """Of everything that a cart can hold."""
    return [
        str(_("お支払いの前なら、いつでも無料で取りやめられます。")),
        str(_("お支払いのあとは、お客さまのご都合による取り消し・返品・返金はできません。")),
        str(_("販売者が返品や返金を受け付けているものは、品物のページに書いてあります。")),
        str(_("チケットと宿泊は、それぞれの返金の決まりのとおりに戻ります。")),
        str(_("チャージしたポイントの払い戻しは、法律で認められた場合を除いてできません。")),
        str(_("売り切れなどで購入できなかったものの代金は、自動で戻ります。")),
        _withdrawn(),
    ]


@blueprint.app_template_global("resale_rules")
def resale_rules() -> list[str]:
    return [
        str(_("署名するまでは、いつでも無料で取りやめられます。")),
        str(_("会員どうしの売買です。お支払いのあとの取り消しと返金はできません。")),
        str(_("記録された時点でお金と品物が同時に動くため、お金だけ、品物だけが動くことはありません。")),
    ]


def rules_of_bought(one: BoughtThing) -> list[str]:
    """What still holds now that it is bought."""
    if one.is_resold:
        return resale_rules()[1:2]
    if one.fares:
        is_open = one.slot is not None and one.slot.is_open_ticket
        return booking_rules([fare for fare, _quantity in one.fares], is_open_ticket=is_open)
    if isinstance(one.thing, PointCharge):
        return [
            str(
                _(
                    "チャージしたあとの払い戻しは、法律で認められた場合を除いてできません。"
                    "期限を過ぎたポイントは失効します。"
                )
            )
        ]
    return cancel_rules(one.thing.kind, localized(one.seller, "returns") if one.seller else "")[1:]


def _withdrawn() -> str:
    return str(_("販売者の都合で提供できなくなったときは、販売者が返金などでお応えします。"))
