"""What notices about a product project say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.i18n import language, moment
from chain.clock import from_unix

# What happened: (title, body)
_WORDS = {
    "started": (
        _l("商品プロジェクト「%(title)s」が始まりました"),
        _l("%(community)s。アイデアから商品になるまで、いっしょに歩きます。"),
    ),
    "vote_opened": (
        _l("「%(title)s」の試作品の投票が始まりました"),
        _l("%(community)s。試作品の絵を見くらべてください。"),
    ),
    "makers_asked": (
        _l("「%(title)s」の作り手を募集しています"),
        _l("%(community)s。仲間の加盟店は%(until)sまで応募できます。"),
    ),
    "time_extended": (
        _l("「%(title)s」の作り手の募集がのびました"),
        _l("%(community)s。仲間の加盟店は%(until)sまで応募できます。"),
    ),
    "call_taken_back": (
        _l("「%(title)s」の作り手の募集は取り消されました"),
        _l("%(community)s。次の動きは、またお知らせします。"),
    ),
    "maker_vote_opened": (
        _l("「%(title)s」の作り手を選ぶ投票が始まりました"),
        _l("%(community)s。応募したお店を見くらべてください。"),
    ),
    "maker_chosen": (
        _l("「%(title)s」は%(maker)sがつくります"),
        _l("%(community)s。販売が始まると、もう一度お知らせします。"),
    ),
    "you_make_it": (
        _l("「%(title)s」の作り手に、%(maker)sが選ばれました"),
        _l("%(community)s。プロジェクトのページから、出品の下書きを作ってください。"),
    ),
    "another_makes_it": (
        _l("「%(title)s」の作り手は、%(maker)sに決まりました"),
        _l("%(community)s。ご応募ありがとうございました。今回は見送りとなりましたが、次の募集もお待ちしています。"),
    ),
    "choice_taken_back": (
        _l("「%(title)s」の作り手の決定が取り消されました"),
        _l("%(community)s。応募したお店から、選び直します。"),
    ),
    "on_sale": (
        _l("「%(title)s」が買えるようになりました"),
        _l("%(community)s。みんなで選んだ商品を、ぜひご覧ください。"),
    ),
    "stopped": (
        _l("商品プロジェクト「%(title)s」は止まりました"),
        _l("%(community)s。理由：%(reason)s"),
    ),
    "resumed": (
        _l("商品プロジェクト「%(title)s」が再開しました"),
        _l("%(community)s。止まったところから続けます。"),
    ),
}


def product_words(facts: Mapping[str, Any], community: str, title: str) -> tuple[str, str]:
    """Title and body."""
    head, body = _WORDS[facts["step"]]
    values = {
        "title": title,
        "community": community,
        "maker": facts.get(f"maker_{language()}") or facts["maker_ja"],
        "until": moment(from_unix(facts["until"])),
        "reason": facts["reason"],
    }
    return str(head) % values, str(body) % values
