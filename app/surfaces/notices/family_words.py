"""What notices about acting for a family member say."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.i18n import day
from app.wiring import current_platform
from chain.ids import Address


def family_link(facts: dict[str, Any]) -> tuple[str, str]:
    return url_for("family.show"), str(_("家族のページを見る"))


def family_words(facts: dict[str, Any]) -> tuple[str, str]:
    """Title and body."""
    other = Address(facts["other"])
    name = current_platform().wallet.names({other}).get(other, "")
    last = day(date.fromisoformat(facts["day"])) if facts["day"] else ""
    title, body = (_to_guardian if facts["is_guardian"] else _to_ward)(facts["what"], name, last)
    return str(title), str(body)


def _to_guardian(what: str, name: str, last: str) -> tuple[str, str]:
    if what == "offered":
        return (
            _("%(name)s さんの、もう一人の代わりの人になってほしいと頼まれました", name=name),
            _("引き受けると、%(name)s さんとしてポイントを使えるようになります。", name=name),
        )
    if what == "ends_soon":
        return (
            _("%(day)sから、%(name)s さんとしての操作はできなくなります", day=last, name=name),
            _(
                "18歳になるためです。それまでは、ご本人のメールアドレスへあなたが引き継げます。"
                "そのあとは、ご本人がカードで確かめるか、まちの窓口で引き継ぎます。"
            ),
        )
    if what == "of_age":
        return (
            _("%(name)s さんは18歳になり、代わりの操作が終わりました", name=name),
            _("アカウントは、ご本人がマイナンバーカードで確かめるか、まちの窓口で引き継げます。"),
        )
    if what == "handing_over":
        return (
            _("%(name)s さんのアカウントの引き継ぎが始まりました", name=name),
            _("メールを受け取った人が引き継ぎます。ご本人でないと思うときは、すぐにまちの窓口にご相談ください。"),
        )
    if what == "taken_over":
        return (
            _("%(name)s さんのアカウントが引き継がれました", name=name),
            _(
                "これからは、本人が自分のメールアドレスでサインインします。ご本人でないと思うときは、まちの窓口にご相談ください。"
            ),
        )
    if what == "refused":
        return (
            _("%(name)s さんの登録は認められませんでした", name=name),
            _("理由は家族のページにあります。わからないときは、まちの窓口にご相談ください。"),
        )
    if what == "ended":
        return (
            _("%(name)s さんとしての操作が終わりました", name=name),
            _("これからは、%(name)s さんの代わりに操作することはできません。", name=name),
        )
    return (
        _("%(name)s さんとして操作できるようになりました", name=name),
        _("家族のページで「この人として操作する」を押してください。したことは、ふたりの名前で記録されます。"),
    )


def _to_ward(what: str, name: str, last: str) -> tuple[str, str]:
    if what == "invited":
        return (
            _("%(name)s さんが、あなたの代わりに操作したいと頼んでいます", name=name),
            _("認めるかどうかは、あなたが決めます。身に覚えがないときは「断る」を押してください。"),
        )
    if what == "ends_soon":
        return (
            _("%(day)sから、自分のアカウントは自分だけで使います", day=last),
            _("18歳になるため、%(name)s さんの代わりの操作が終わります。", name=name),
        )
    if what == "of_age":
        return (
            _("18歳になり、%(name)s さんの代わりの操作が終わりました", name=name),
            _("これからは、自分のメールアドレスでサインインして使います。"),
        )
    if what == "taken_over":
        return (
            _("アカウントを引き継ぎました"),
            _(
                "自分のメールアドレスでサインインします。%(name)s さんの代わりの操作は、家族のページでやめられます。",
                name=name,
            ),
        )
    if what == "refused":
        return (
            _("%(name)s さんの登録は認められませんでした", name=name),
            _("%(name)s さんは、あなたの代わりに操作できません。", name=name),
        )
    if what == "ended":
        return (
            _("%(name)s さんの代わりの操作が終わりました", name=name),
            _("これからは、あなただけがこのアカウントを使えます。"),
        )
    return (
        _("%(name)s さんが、あなたの代わりに操作できるようになりました", name=name),
        _("されたことは、家族のページでいつでも見られます。いつでもやめられます。"),
    )
