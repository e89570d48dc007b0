"""What a notice says, in the language of who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, language, moment, number, points, yen
from app.surfaces.bridges.words import event_and_rule
from app.surfaces.notices.community_words import community_link, community_words
from app.surfaces.notices.event_words import event_link, event_words
from app.surfaces.notices.family_words import family_link, family_words
from app.surfaces.notices.idea_words import idea_link, idea_words
from app.surfaces.notices.identity_words import identity_link, identity_words
from app.surfaces.notices.office_words import office_link, office_words
from app.surfaces.notices.plan_words import plan_link, plan_words
from app.surfaces.notices.right_words import right_link, right_words
from app.surfaces.notices.trustee_words import trustee_link, trustee_words
from app.surfaces.notices.veto_words import veto_words, void_words
from app.surfaces.points.words import masked_names
from app.surfaces.projects.points import is_points_escrow
from chain.clock import JST
from chain.ids import Address
from points.models import NoticeKind
from points.queries.notices import NoticeView

KINDS = {
    NoticeKind.EXPIRY: (_l("期限が近いとき"), _l("ポイントの期限が近づいたとき、1日1通にまとめて")),
    NoticeKind.GRANT: (_l("ポイントが届いたとき"), _l("自治体からポイントが届いたとき")),
    NoticeKind.GIFT: (_l("ゆずってもらったとき"), _l("ほかの人からポイントを受け取ったとき")),
    NoticeKind.REFUND: (_l("返金されたとき"), _l("お店からポイントが戻ったとき")),
    NoticeKind.DRAW: (_l("抽選に当たったとき"), _l("応募した抽選に当選したとき")),
    NoticeKind.AUCTION: (
        _l("オークションと抽選販売"),
        _l("入札が上回られたとき、落札したとき、名前の審査が終わったとき、抽選販売で順番が来たとき"),
    ),
    NoticeKind.VOTE: (
        _l("コミュニティの投票"),
        _l(
            "提案やアンケート、支援したプロジェクトの投票が始まったとき、まだ答えないまま締切が近いとき、締切や予定の日が変わったとき、"
            "まちが提案を差し止めたとき、アンケートが無効になったとき"
        ),
    ),
    NoticeKind.COMMUNITY: (
        _l("コミュニティのお便り"),
        _l("世話役からお便りが届いたとき、商品プロジェクトが進んだとき、あなたの投稿に見守り役が対応したとき"),
    ),
    NoticeKind.IDEA: (
        _l("あなたのアイデア"),
        _l(
            "コメントや返信がついたとき（アイデアごとに1日1通まで）、まとめられたとき、アンケートや提案、商品プロジェクトになったとき"
        ),
    ),
    NoticeKind.EVENT: (
        _l("イベント"),
        _l("待っていたイベントに空きが出たとき、申し込んだイベントの予定が変わったとき、中止になったとき"),
    ),
    NoticeKind.TICKET: (_l("チケットの空きが出たとき"), _l("キャンセル待ちをしている日時に空きが出たとき")),
    NoticeKind.RIGHT: (
        _l("権利のお届けと返事"),
        _l("品が送られたとき、お届け先が要るとき、返事が来たとき"),
    ),
    NoticeKind.IDENTITY: (
        _l("本人確認"),
        _l("本人確認の期限が近づいたとき、別のアカウントに移ったとき"),
    ),
    NoticeKind.FAMILY: (
        _l("家族"),
        _l("あなたの代わりに操作したいと頼まれたとき、操作できる人が決まったとき・終わるとき"),
    ),
    NoticeKind.TOWN: (
        _l("まちからのお知らせ"),
        _l(
            "ポイントやカードで関わりのあるまちが、あてはまる人だけに送るお知らせ。1つのまちから1日1通まで。選ばなければ「お知らせ」のページにも出ません"
        ),
    ),
    NoticeKind.PAYMENT: (_l("支払ったとき"), _l("お店で支払うたびに")),
    NoticeKind.OFFICE: (
        _l("役場の仕事"),
        _l("支援ポイントの確認を頼まれたとき、頼んだものが決まったとき、特典ルールの予算を使い切ったとき"),
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One line, and what follows it."""

    title: str
    body: str


def words_of(notice: NoticeView) -> Words:
    return _WORDS[notice.kind](notice.facts, points(notice.facts.get("amount", 0)))


def link_of(notice: NoticeView) -> tuple[str, str]:
    """The page where more stands, and what to call it."""
    payment = notice.facts.get("payment")
    if payment is not None:
        return url_for("receipts.show_own", payment_id=payment), str(_("レシートを見る"))
    if notice.kind in _LINKS:
        return _LINKS[notice.kind](notice.facts)
    if notice.kind is NoticeKind.TICKET:
        return url_for("tickets.show_service", number=notice.facts["service"]), str(_("予約する"))
    if "lottery" in notice.facts:
        return url_for("lotteries.show_lottery", number=notice.facts["lottery"]), str(_("抽選販売を見る"))
    if notice.kind is NoticeKind.AUCTION:
        return url_for("auctions.show_auction", number=notice.facts["auction"]), str(_("オークションを見る"))
    if notice.kind is NoticeKind.DRAW:
        return url_for("draws.show_draw", draw_id=notice.facts["draw"]), str(_("抽選を見る"))
    if notice.kind is NoticeKind.EXPIRY:
        return url_for("shops.show_shops", mine=1), str(_("使えるお店をさがす"))
    return url_for("points.show_balance"), str(_("ポイントを見る"))


def _grant(facts: dict[str, Any], amount: str) -> Words:
    title = _("%(amount)sが届きました", amount=amount)
    usual = _("%(day)sまで、%(program)sが使えるお店で使えます。", day=_day(facts), program=_own(facts, "program"))
    if "rule_number" in facts:
        why = event_and_rule(facts["event_type"], date.fromisoformat(facts["occurred_on"]), facts["rule_number"])
        return Words(str(title), f"{why}\n{usual}")
    return Words(str(title), _own(facts, "body") or str(usual))


def _gift(facts: dict[str, Any], amount: str) -> Words:
    sender = Address(facts["sender"])
    if is_points_escrow(sender):
        back = _("プロジェクトへの支援 %(amount)sが戻りました", amount=amount)
        return Words(str(back), str(_("もとの期限のまま、%(day)sまで使えます。", day=_day(facts))))
    title = _("%(name)s さんから%(amount)sを受け取りました", name=masked_names({sender})[sender], amount=amount)
    return Words(str(title), str(_("%(day)sまで使えます。", day=_day(facts))))


def _payment(facts: dict[str, Any], amount: str) -> Words:
    title = _("%(shop)s で%(amount)sを支払いました", shop=_own(facts, "shop"), amount=amount)
    return Words(str(title), str(_("覚えのない支払いのときは、お店か自治体の窓口にお知らせください。")))


def _refund(facts: dict[str, Any], amount: str) -> Words:
    title = _("%(shop)s から%(amount)sが戻りました", shop=_own(facts, "shop"), amount=amount)
    return Words(str(title), str(_("支払いに使ったポイントが、もとの期限のまま戻っています。")))


def _expiry(facts: dict[str, Any], amount: str) -> Words:
    lots = [
        _(
            "%(day)sまで：%(amount)s（%(program)s）",
            day=_day(lot),
            amount=points(lot["amount"]),
            program=_own(lot, "program"),
        )
        for lot in facts["lots"]
    ]
    return Words(str(_("%(amount)sの期限が近づいています", amount=amount)), "\n".join(map(str, lots)))


def _draw(facts: dict[str, Any], amount: str) -> Words:
    title = _("「%(draw)s」に当選しました", draw=_own(facts, "draw"))
    body = _("賞品：%(prize)s。受け取り方は自治体からお知らせします。", prize=_own(facts, "prize"))
    return Words(str(title), str(body))


def _auction(facts: dict[str, Any], amount: str) -> Words:
    outcome = facts["outcome"]
    if outcome in _LOTTERY:
        return _LOTTERY[outcome](facts)
    if outcome in _NAMES:
        title, body = _NAMES[outcome]
        words = {"property": _own(facts, "property"), "reason": facts.get("reason", "")}
        return Words(str(title) % words, str(body) % words)
    title, body = _BIDS["held" if facts.get("is_held") else outcome]
    words = {"auction": _own(facts, "name"), "amount": yen(facts["amount"])}
    return Words(str(title) % words, str(body) % words)


def _lottery(facts: dict[str, Any]) -> Words:
    title = _("「%(name)s」の抽選で、買えるようになりました", name=_own(facts, "name"))
    until = moment(datetime.fromisoformat(facts["until"]))
    return Words(str(title), str(_("%(until)sまでに買わないと、次の順番の方に移ります。", until=until)))


def _lottery_drawn(facts: dict[str, Any]) -> Words:
    name, place = _own(facts, "name"), facts["place"]
    if place <= facts["cards"]:
        title = _("「%(name)s」の抽選で当選しました", name=name)
        return Words(str(title), str(_("販売が始まると、もう一度お知らせします。お金はまだかかりません。")))
    title = _("「%(name)s」の抽選の結果が出ました", name=name)
    body = _("%(place)s番目です。先の順番の方が買わなかったとき、順番が来ます。", place=number(place))
    return Words(str(title), str(body))


def _lottery_called_off(facts: dict[str, Any]) -> Words:
    title = _("「%(name)s」の抽選販売は取りやめになりました", name=_own(facts, "name"))
    return Words(str(title), str(_("まちからの理由：%(reason)s お金は動いていません。", reason=facts["reason"])))


_LOTTERY = {"lottery": _lottery, "lottery_drawn": _lottery_drawn, "lottery_called_off": _lottery_called_off}


def _vote(facts: dict[str, Any], amount: str) -> Words:
    title, community = _own(facts, "title"), _own(facts, "community")
    if facts["what"] == "trustee":
        return Words(*trustee_words(facts, community, title))
    if facts["what"] == "plan":
        return Words(*plan_words(facts, community, title))
    if facts["moment"] == "vetoed":
        return Words(*veto_words(_own(facts, "town"), _own(facts, "reason"), community, title))
    if facts["moment"] == "void":
        return Words(*void_words(facts["reason"], community, title))
    until = moment(datetime.fromtimestamp(facts["closes_at"], JST))
    if facts["moment"] == "closing":
        head = _("「%(title)s」の投票がまもなく締め切られます", title=title)
        left = _("%(community)s。締切は%(until)sです。まだ投票していません。", community=community, until=until)
        return Words(str(head), str(left))
    if facts["moment"] == "extended":
        head = _("「%(title)s」の投票が延長されました", title=title)
        why = _(
            "%(community)s。締切の間際に定足数に達したため、%(until)sまで続きます。まだ投票していません。",
            community=community,
            until=until,
        )
        return Words(str(head), str(why))
    head = _("「%(title)s」の投票が始まりました", title=title)
    return Words(str(head), str(_("%(community)s。%(until)sまで投票できます。", community=community, until=until)))


_VOTE_PAGES = {"poll": "polls.show_poll", "proposal": "dao.show_proposal", "project": "projects.show_project"}


def _vote_link(facts: dict[str, Any]) -> tuple[str, str]:
    if facts["what"] == "trustee":
        return trustee_link(facts)
    if facts["what"] == "plan":
        return plan_link(facts)
    return url_for(_VOTE_PAGES[facts["what"]], number=facts["number"]), str(_("投票の画面を見る"))


def _community(facts: dict[str, Any], amount: str) -> Words:
    return Words(*community_words(facts, _own(facts, "community"), _own(facts, "title")))


def _idea(facts: dict[str, Any], amount: str) -> Words:
    return Words(*idea_words(facts, _own(facts, "community"), _own(facts, "title")))


def _town(facts: dict[str, Any], amount: str) -> Words:
    title = _("%(town)sより：%(title)s", town=_own(facts, "town"), title=_own(facts, "title"))
    return Words(str(title), _own(facts, "body"))


def _town_link(facts: dict[str, Any]) -> tuple[str, str]:
    return url_for("marketplace.show_town", code=facts["town"]), str(_("まちのページを見る"))


def _ticket(facts: dict[str, Any], amount: str) -> Words:
    title = _("「%(name)s」に空きが出ました", name=_own(facts, "name"))
    when = moment(datetime.fromtimestamp(facts["begins_at"], JST))
    return Words(str(title), str(_("お待ちの日時: %(when)s。先に予約した人が優先です。お早めにどうぞ。", when=when)))


def _event(facts: dict[str, Any], amount: str) -> Words:
    return Words(*event_words(facts, _own(facts, "title")))


def _identity(facts: dict[str, Any], amount: str) -> Words:
    return Words(*identity_words(facts))


def _family(facts: dict[str, Any], amount: str) -> Words:
    return Words(*family_words(facts))


def _office(facts: dict[str, Any], amount: str) -> Words:
    return Words(*office_words(facts, _own(facts, "name")))


def _right(facts: dict[str, Any], amount: str) -> Words:
    return Words(*right_words(facts, _own(facts, "name")))


_BIDS = {
    "outbid": (
        _l("「%(auction)s」で、ほかの人があなたより高い額で入札しました"),
        _l("入札の%(amount)sは、あなたの残高に戻っています。終わりの時刻までは、もう一度入札できます。"),
    ),
    "held": (
        _l("「%(auction)s」の入札のお金をお預かりしています"),
        _l("%(amount)sをお返しできませんでした。入札の一覧から、受け取りの手続きができます。"),
    ),
    "won": (
        _l("「%(auction)s」を落札しました"),
        _l("%(amount)sで落札しました。おめでとうございます。オークションの画面から、名前を提案してください。"),
    ),
    "returned": (
        _l("「%(auction)s」は成立しませんでした"),
        _l("入札の%(amount)sは、あなたの残高に戻っています。"),
    ),
}
_NAMES = {
    "approved": (_l("「%(property)s」の名前が決まりました"), _l("まちが名前を承認しました。証書を受け取れます。")),
    "refused": (
        _l("「%(property)s」の名前を、もう一度考えてください"),
        _l("まちからの理由：%(reason)s"),
    ),
    "taken_down": (_l("「%(property)s」の名前の掲示が止まりました"), _l("まちからの理由：%(reason)s")),
}
_WORDS = {
    NoticeKind.AUCTION: _auction,
    NoticeKind.VOTE: _vote,
    NoticeKind.COMMUNITY: _community,
    NoticeKind.IDEA: _idea,
    NoticeKind.EVENT: _event,
    NoticeKind.TICKET: _ticket,
    NoticeKind.RIGHT: _right,
    NoticeKind.IDENTITY: _identity,
    NoticeKind.FAMILY: _family,
    NoticeKind.OFFICE: _office,
    NoticeKind.TOWN: _town,
    NoticeKind.DRAW: _draw,
    NoticeKind.GRANT: _grant,
    NoticeKind.GIFT: _gift,
    NoticeKind.PAYMENT: _payment,
    NoticeKind.REFUND: _refund,
    NoticeKind.EXPIRY: _expiry,
}


_LINKS = {
    NoticeKind.VOTE: _vote_link,
    NoticeKind.COMMUNITY: community_link,
    NoticeKind.IDEA: idea_link,
    NoticeKind.EVENT: event_link,
    NoticeKind.RIGHT: right_link,
    NoticeKind.IDENTITY: identity_link,
    NoticeKind.FAMILY: family_link,
    NoticeKind.OFFICE: office_link,
    NoticeKind.TOWN: _town_link,
}


def _day(facts: dict[str, Any]) -> str:
    return day(date.fromisoformat(facts["expiry_day"]))


def _own(facts: dict[str, Any], name: str) -> str:
    """`<name>_en` or `<name>_ja`; the Japanese one where no English was written, empty where there is neither."""
    return str(facts.get(f"{name}_{language()}") or facts.get(f"{name}_ja", ""))
