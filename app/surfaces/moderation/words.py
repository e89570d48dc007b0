"""Reasons, decisions and kinds of things in the reader's words, and where each thing is found."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.moderation import blueprint
from chain.errors import Invalid
from dao.models.moderation import Decision, Reason

REASONS = {
    Reason.INSULT: (_l("人を傷つける言葉・おどし"), _l("悪口、差別、おどし、しつこい言い争い。")),
    Reason.PRIVACY: (_l("個人のこと"), _l("名前、顔、住所、連絡先など、本人が望まないこと。")),
    Reason.ADVERTISING: (_l("宣伝・くり返し"), _l("関係のない宣伝や、同じことのくり返し。")),
    Reason.FALSE: (_l("事実でないこと"), _l("人やまちに害になる、事実でないこと。")),
    Reason.RIGHTS: (_l("ほかの人の作品"), _l("許しのない絵、写真、文章。")),
    Reason.OFF_TOPIC: (_l("話題からそれている"), _l("この場所の話題と関係がない。")),
    Reason.OTHER: (_l("そのほか"), _l("理由を下に書いてください。")),
}
# Decision: (in the log, kind of badge, on the button)
DECISIONS = {
    Decision.HIDE: (_l("非表示にしました"), "warning", _l("非表示にする")),
    Decision.SHOW: (_l("もう一度表示しました"), "success", _l("もう一度表示する")),
    Decision.KEEP: (_l("確認し、そのままにしました"), "neutral", _l("そのままにする")),
}
# What a thing is called, by kind; and its page, where it has one. Also of things on towns' own pages.
KINDS = {"member": _l("仲間の一覧の名前と言葉")}
LINKS: dict[str, Callable[[int], str]] = {}


def reason_choices() -> list[tuple[str, str, str]]:
    return [(reason.value, str(words[0]), str(words[1])) for reason, words in REASONS.items()]


def read_reason(text: str) -> Reason:
    """Raises: Invalid (reason)."""
    try:
        return Reason(text)
    except ValueError:
        raise Invalid("reason", "one_option") from None


def read_decision(text: str) -> Decision:
    """Raises: Invalid (decision)."""
    try:
        return Decision(text)
    except ValueError:
        raise Invalid("decision", "one_option") from None


@blueprint.app_template_filter("reason_words")
def reason_words(reason: str) -> str:
    return str(REASONS[Reason(reason)][0])


@blueprint.app_template_filter("decision_words")
def decision_words(decision: str, part: int = 0) -> str:
    return str(DECISIONS[Decision(decision)][part])


@blueprint.app_template_filter("reported_kind_words")
def reported_kind_words(kind: str) -> str:
    return str(KINDS.get(kind) or _("投稿"))


@blueprint.app_template_filter("reported_link")
def reported_link(kind: str, number: int) -> str:
    """Where the thing is found; empty where it has no page."""
    return LINKS[kind](number) if kind in LINKS else ""
