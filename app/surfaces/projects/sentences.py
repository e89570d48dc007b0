"""What people are told about projects and pledges that cannot be as they wished."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from app.surfaces.projects.words import BALLOT_OBJECTIONS, HINDRANCES
from chain import errors as tree
from marketplace import errors
from marketplace.models.projects.errors import MilestoneVoteRefused, PointsPledgeRefused, ReceiptNotDue, ReceiptUnknown

SENTENCES: Sentences = {
    errors.ProjectUnknown: _l("お探しのプロジェクトが見つかりませんでした。"),
    errors.PledgeUnknown: _l("お探しの支援が見つかりませんでした。"),
    (tree.Invalid, "stretch_goal_low"): _l("いまの目標（%(above)s円）より大きい額にしてください。"),
    (tree.Invalid, "stretch_goals_enough"): _l("次の目標は%(most)s個までです。"),
    errors.ProjectNotOpen: _l("このプロジェクトは、いま支援を受け付けていません。お金は動いていません。"),
    (errors.ProjectNotOpen, "upcoming"): _l("このプロジェクトの受け付けは、まだ始まっていません。"),
    (errors.ProjectNotOpen, "cancelled"): _l("このプロジェクトは取りやめになりました。お金は動いていません。"),
    errors.PledgeAmountWrong: _l("%(least)s円から%(most)s円までの金額にしてください。"),
    errors.PledgeExpired: _l("署名の時間が過ぎました。お金は動いていません。もう一度お試しください。"),
    errors.ProjectSigned: _l("公開したプロジェクトの内容は変えられません。画面を読み込み直してください。"),
    errors.MilestoneNotDue: _l("いまは次の支払いを始められません。"),
    (errors.MilestoneNotDue, "not_funded"): _l("支援の受け付けが終わり、成立してから支払えます。"),
    (errors.MilestoneNotDue, "first"): _l("最初の支払いは自動で行われます。少しお待ちください。"),
    (errors.MilestoneNotDue, "under_way"): _l("前の支払いを処理しています。少しお待ちください。"),
    (errors.MilestoneNotDue, "voted_on"): _l("支援した人の投票が終わるまで、お待ちください。"),
    (errors.MilestoneNotDue, "all_paid"): _l("すべての支払いが終わっています。"),
    PointsPledgeRefused: _l("いまはポイントで支援できません。"),
    (PointsPledgeRefused, "not_taken"): _l("このプロジェクトは、ポイントでの支援を受けていません。"),
    (PointsPledgeRefused, "none_good"): _l("期限が足りるポイントがないため、支援できません。"),
    (tree.Invalid, "over_lot"): _l(
        "一度に支援できるのは%(most)sポイントまでです。期限の違うポイントは、分けて支援してください。"
    ),
    (tree.Conflict, "thanks_not_promised"): _l("このプロジェクトは、ポイントのお礼を約束していません。"),
    (tree.Conflict, "thanks_not_due"): _l("ポイントのお礼は、プロジェクトが成立してから用意できます。"),
    (tree.Conflict, "thanks_for_nobody"): _l("約束した額を支援した人が、まだいません。"),
    (tree.Invalid, "ticket_without_card"): _l(
        "チケットは支援の証のカードに付きます。支援の証を渡す額を入れてください。"
    ),
    (tree.Invalid, "ticket_ends_early"): _l("プロジェクトの終わりよりあとの日にしてください。"),
    (tree.Conflict, "points_not_open"): _l("支援を受け付けているあいだだけ、できる手続きです。"),
    (tree.Conflict, "points_taken"): _l("この手続きは終わっています。"),
    MilestoneVoteRefused: _l("投票できませんでした。"),
    **{(MilestoneVoteRefused, reason): words for reason, words in BALLOT_OBJECTIONS.items()},
    (tree.Invalid, "report_refused"): _l("支援した人が認めなかった報告と同じ文です。新しい報告を書いてください。"),
    ReceiptUnknown: _l("お探しの受領証明書が見つかりませんでした。"),
    ReceiptNotDue: _l("まだ発行できません。"),
    **{(ReceiptNotDue, reason): words for reason, words in HINDRANCES.items()},
    (tree.Invalid, "too_many_pictures"): _l("写真は%(most)s枚までです。ほかの写真を外してから載せてください。"),
    (tree.Invalid, "unprintable"): _l("書類の文字にないものがあります（%(signs)s）。ほかの書き方で入力してください。"),
    errors.NothingOwed: _l("お返しするお金はありません。"),
    (tree.Conflict, "not_ready"): _l("支援の証のカードがまだ登録されていません。登録が終わってから公開してください。"),
    (tree.Conflict, "none_promised"): _l("このプロジェクトには支援の証がありません。"),
    (tree.Conflict, "already_made"): _l("支援の証のカードは登録済みです。"),
}

# Why a pledge failed on chain, by the contract's error.
FAILURES = {
    "ProjectNotOpen": _l("届いたときには、受け付けが終わっていました。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
OTHER_FAILURE = _l("支援を届けられませんでした。時間をおいてもう一度お試しください。")


def pledge_failure(error_name: str) -> str:
    return str(FAILURES.get(error_name, OTHER_FAILURE))
