"""How a gift stands, in words and colours."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from marketplace.queries.gifts.pages import GiftStage

STAGES = {
    GiftStage.UNPAID: (_l("お支払い前"), "neutral"),
    GiftStage.FAILED: (_l("購入できませんでした"), "error"),
    GiftStage.PREPARING: (_l("準備中"), "information"),
    GiftStage.WAITING: (_l("受け取り待ち"), "information"),
    GiftStage.EXPIRED: (_l("期限切れ"), "neutral"),
    GiftStage.TAKEN: (_l("受け取られました"), "success"),
    GiftStage.RETURNED: (_l("あなたに戻りました"), "neutral"),
}
