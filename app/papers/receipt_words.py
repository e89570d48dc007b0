"""What receipts are called and say, on the page and on paper."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.models.receipts import Receipt, TaxSum

PAID_BY = {"yen": _l("円の残高"), "card": _l("クレジットカード"), "points": _l("地域ポイント")}


def receipt_title(receipt: Receipt) -> str:
    """適格請求書 only with a registration number; the simplified form while it names nobody."""
    if receipt.is_credit:
        return str(_("返還インボイス（適格返還請求書）") if receipt.is_qualified else _("返金の控え"))
    if not receipt.is_qualified:
        return str(_("領収書"))
    return str(_("領収書（適格請求書）") if receipt.addressee else _("領収書（適格簡易請求書）"))


def receipt_number(receipt: Receipt) -> str:
    return f"{receipt.number:06}"


def receipt_note(receipt: Receipt) -> str:
    """What it is not, where it is no qualified invoice."""
    if receipt.is_qualified:
        return ""
    if receipt.issuer.startswith("holder:"):
        return str(
            _(
                "会員どうしの売買の領収書です。売り手は事業者ではないため、登録番号も消費税の表示もなく、"
                "適格請求書（インボイス）ではありません。"
            )
        )
    return str(
        _(
            "販売者は登録番号を届け出ていません。この領収書は適格請求書（インボイス）ではなく、仕入税額控除に使えません。"
        )
    )


def paid_words(receipt: Receipt) -> str:
    return str(PAID_BY.get(receipt.paid_by, receipt.paid_by))


def rate_words(one: TaxSum) -> str:
    """Of a line of sums."""
    if one.percent == 0:
        return str(_("消費税の対象外"))
    mark = _("（軽減税率）") if one.percent == 8 else ""
    return str(_("%(percent)s%%対象（税込）%(mark)s", percent=one.percent, mark=mark))


def shows_tax(receipt: Receipt) -> bool:
    """A private person's receipt names no tax at all."""
    return not receipt.issuer.startswith("holder:")
