"""What people are told about the dao domain's refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao import errors
from dao.models.grants import errors as grants
from dao.models.requests import errors as requests

SENTENCES: Sentences = {
    errors.CommunityUnknown: _l("お探しのコミュニティが見つかりませんでした。"),
    errors.ProposalUnknown: _l("お探しの提案が見つかりませんでした。"),
    errors.TransactionUnknown: _l("この金庫のお金を動かした取引の中に、お探しのものは見つかりませんでした。"),
    errors.PlanChanged: _l(
        "書いているあいだに、ほかの職員がこの年度の予算を変えました（第%(revision)s版）。"
        "下の予算を確かめて、よければもう一度保存してください。"
    ),
    errors.BallotUnknown: _l("お探しの投票が見つかりませんでした。"),
    errors.CardRequired: _l("提案には、このコミュニティのカードが1枚以上必要です。"),
    errors.NoCardAtSnapshot: _l(
        "投票の基準となる時点でカードをお持ちでなかったため、この提案には投票できません。"
        "基準の時点より後に手に入れたカードは、次の提案から使えます。"
    ),
    errors.AlreadyVoted: _l("この提案にはすでに投票しています。投票は1回だけで、変更はできません。"),
    errors.BallotOnItsWay: _l(
        "さきほどの投票を数えているところです。数え終わると、締切まで選び直せます。少し待ってから、もう一度お試しください。"
    ),
    errors.VotingNotOpen: _l("まだ投票は始まっていません。投票開始までお待ちください。"),
    errors.VotingClosed: _l("投票は締め切られました。この投票は数えられていません。"),
    errors.TreasuryTooSmall: _l(
        "金庫の残高が足りないため、まだ支払えません（必要 %(needed)s円、残高 %(balance)s円）。"
        "入金があり次第、支払いが行われます。"
    ),
    errors.ActionFails: _l(
        "いま実行すると失敗するため、手続きを送りませんでした（%(error)s）。提案の画面で理由を確かめてください。"
    ),
    errors.StepNotDue: _l("いまはこの手続きを行える段階ではありません。画面を読み込み直してください。"),
    errors.ProposalNotWaiting: _l("差し止められるのは、可決されてから支払われるまでの確認期間だけです。"),
    (errors.ProposalNotWaiting, "executed"): _l("もう支払いが終わっているため、差し止められません。"),
    (errors.ProposalNotWaiting, "stopped_already"): _l("この提案は、すでに差し止められています。"),
    errors.VetoOnItsWay: _l("この提案を差し止める手続きが進んでいます。結果が出るまでお待ちください。"),
    errors.GuardianMissing: _l("このコミュニティには、まちが差し止めるしくみがありません。"),
    errors.NotAwaitingSignature: _l(
        "この署名はすでに使われたか、別の画面で選び直されています。提案の画面に戻って確かめてください。"
    ),
    errors.PollUnknown: _l("お探しのアンケートが見つかりませんでした。"),
    errors.NoCardAtOpening: _l(
        "アンケートが始まった時点でカードをお持ちでなかったため、投票できません。"
        "そのあとに手に入れたカードは、次のアンケートから使えます。"
    ),
    errors.NotVerifiedAtOpening: _l(
        "アンケートが始まるまでに本人確認を終えていなかったため、投票できません。窓口で確認すると、次のアンケートから使えます。"
    ),
    errors.NothingHeldAtOpening: _l(
        "アンケートが始まった時点で、カードもコミュニティのトークンもお持ちでなかったため、投票できません。"
        "そのあとに手に入れたものは、次のアンケートから使えます。"
    ),
    errors.TierNotReached: _l(
        "このアンケートに答えられるのは、始まった時点でトークンを%(least)s口以上持っていた人です。"
        "始まった時点の口数は%(held)s口で、あと%(missing)s口足りませんでした。"
    ),
    errors.AnsweredAlready: _l("この人は、もう投票しています。投票は1人1回です。"),
    (tree.Invalid, "quadratic_by_cards"): _l("持ち点を配る答え方は、「カード1枚1票」のときだけ使えます。"),
    errors.PollNotOpen: _l("このアンケートはまだ始まっていません。"),
    errors.PollClosed: _l("このアンケートは締め切られました。締切より前に署名した回答は数えられます。"),
    errors.PollNotCounted: _l("このアンケートはまだ開票されていません。締切のあと、しばらくお待ちください。"),
    errors.SurveyUnknown: _l("お探しの意見調査が見つかりませんでした。"),
    errors.QuestionUnknown: _l("お探しの質問が見つかりませんでした。"),
    errors.SurveyLocked: _l("公開した意見調査の質問は変えられません。"),
    errors.SurveyNotReady: _l("公開する前に、%(faults)sか所を直してください。"),
    errors.SurveyNotOpen: _l("この意見調査はまだ始まっていません。"),
    errors.SurveyClosed: _l("この意見調査は締め切られました。締切より前に送った答えは数えられます。"),
    errors.SurveyNotClosed: _l("結果は締切のあとに見られます。"),
    errors.NobodyToThank: _l("お礼をお渡しする人がいません。"),
    (tree.Invalid, "no_such_program"): _l("いま使えるポイント事業を選んでください。"),
    (tree.Invalid, "thanks_exceed"): _l(
        "ポイント事業の残りを超えています（必要 %(needed)sポイント、残り %(left)sポイント）。"
    ),
    (tree.Invalid, "answer_missing"): _l("この質問に答えてください。"),
    (tree.Invalid, "too_many_questions"): _l("質問は%(most)s問までです。"),
    (tree.Invalid, "scale_length"): _l("段階は%(least)sから%(most)sまでで決めてください。"),
    (tree.Invalid, "two_ends"): _l("両端の言葉は、2行で書くか、空けておいてください。"),
    (tree.Invalid, "backward_branch"): _l("進む先は、この質問より後ろから選んでください。"),
    (tree.Invalid, "one_option"): _l("選択肢を1つ選んでください。"),
    (tree.Invalid, "option_twice"): _l("同じ選択肢が2回入っています。"),
    (tree.Invalid, "place_twice"): _l("%(place)s位が2つあります。番号を付け直してください。"),
    (tree.Invalid, "option_unknown"): _l("選択肢にない答えが入っています。画面を読み込み直してください。"),
    (tree.Invalid, "every_option"): _l("すべての選択肢に答えてください。"),
    (tree.Invalid, "score_out_of_range"): _l("点数は0から%(most)sまでで選んでください。"),
    (tree.Invalid, "credits_exceeded"): _l(
        "持ち点を超えています（%(cost)s点、持ち点 %(credits)s点）。どれかの票を減らしてください。"
    ),
    (tree.Invalid, "pair_incomplete"): _l("見比べの答えが途中で切れています。もう一度選んでください。"),
    (tree.Invalid, "poll_length"): _l("締切は、開始から%(minutes)s分後より先、%(days)s日後までで決めてください。"),
    (tree.Invalid, "too_few_or_many"): _l("選択肢は2つから%(most)sまで書いてください。1行に1つです。"),
    (tree.Invalid, "one_each"): _l("絵は、選択肢と同じ数（%(options)s枚）にするか、1枚もつけないでください。"),
    (tree.Invalid, "seats_of_options"): _l("選ぶ数は1から%(most)sまでで決めてください。"),
    (tree.Invalid, "not_of_community"): _l("このまちは、コミュニティに入っていません。"),
    (tree.Invalid, "plan_empty"): _l("費目と金額を、1行以上書いてください。"),
    (tree.Invalid, "plan_too_long"): _l("費目は%(most)s行までにしてください。"),
    (tree.Invalid, "plan_year"): _l("予算を決められるのは、10年前から来年度までです。"),
    (tree.Invalid, "heading_twice"): _l("同じ費目が2回入っています。1行にまとめてください。"),
    (tree.Invalid, "heading_unknown"): _l("この金庫の費目ではありません。画面を読み込み直してください。"),
    (tree.Invalid, "not_accepted_here"): _l("このコミュニティで可決された提案の番号を書いてください。"),
    (tree.Invalid, "payee_missing"): _l("支払先を一覧から選ぶか、アドレスを入力してください。"),
    (tree.Invalid, "project_missing"): _l("応援するプロジェクトを一覧から選んでください。"),
    (tree.Invalid, "milestone_missing"): _l("投票する段階を一覧から選んでください。"),
    (tree.Invalid, "milestone_too_late"): _l(
        "間に合いません。この投票は%(closes)sに締め切られますが、いま提案しても、実行できるのは早くて%(ready)sです。"
    ),
    (tree.Invalid, "agree_or_refuse"): _l("賛成か反対を選んでください。"),
    (tree.Invalid, "program_missing"): _l("ポイント事業を一覧から選んでください。"),
    (tree.Invalid, "nobody_to_grant"): _l("提案で決まった人が、いまは1人もいません。"),
    (tree.Invalid, "too_little_to_share"): _l(
        "%(amount)sポイントを%(people)s人に等しく分けると、1人1ポイントになりません。"
    ),
    (tree.Invalid, "slug_taken"): _l(
        "このアドレスは、ほかのコミュニティか依頼が使っています。別の言葉にしてください。"
    ),
    (tree.Invalid, "series_missing"): _l("投票できるカードのシリーズを、一覧から選んでください。"),
    (tree.Invalid, "towns_of_joint"): _l(
        "合同のコミュニティでは、ほかのまちを1つ以上選んでください。まちやプロジェクトのコミュニティでは選びません。"
    ),
    (tree.Invalid, "extension_too_long"): _l("延長は、投票の期間より長くできません。"),
    requests.RequestUnknown: _l("お探しの依頼が見つかりませんでした。"),
    requests.RequestClosed: _l("この依頼は、もう返事が済んでいるか、取り下げられたか、準備に入っています。"),
    grants.GrantUnknown: _l("お探しの付与が見つかりませんでした。"),
    grants.GrantNotOpen: _l("提案がまだ実行されていないため、付与をつくれません。"),
    (tree.Invalid, "setting_missing"): _l("変える決まりを一覧から選んでください。"),
    (tree.Invalid, "setting_out_of_range"): _l(
        "この決まりに使える数ではありません。説明にある範囲で入力してください。"
    ),
    (tree.Invalid, "too_many_actions"): _l("ひとつの提案でできることは%(most)sつまでです。"),
    (tree.Invalid, "not_a_choice"): _l("賛成・反対・保留のどれかを選んでください。"),
    (tree.Invalid, "not_a_slug"): _l("英小文字・数字・ハイフンで入力してください。"),
}

# By the contract's own error name: why a proposal, a ballot or a step failed on chain.
FAILURES = {
    "GovernorAlreadyCastVote": _l("すでに同じ提案への投票が記録されています。"),
    "GovernorUnexpectedProposalState": _l("受付の時間に間に合いませんでした。"),
    "BallotWithoutCard": _l("投票の基準となる時点のカードがありません。"),
    "BallotOutdated": _l("これより新しい投票が、すでに数えられています。"),
    "BallotSignatureInvalid": _l("署名を確かめられませんでした。"),
    "SignatureInvalid": _l("署名を確かめられませんでした。"),
    "SignatureExpired": _l("署名の有効期限が切れました。"),
    "GovernorInsufficientProposerVotes": _l("提案に必要な枚数のカードがありません。"),
    "ProposalNotWaiting": _l(
        "差し止めが届いたとき、提案はもう確認期間ではありませんでした（支払いが先に行われたなど）。"
    ),
    "TownNotOfCommunity": _l("このまちは、コミュニティに入っていません。"),
    "OfficerUnauthorized": _l("この職員には、まちを代表して署名する役割がありません。"),
    "MunicipalityIsPaused": _l("このまちは、いま運営者によって止められています。"),
    "ERC20InsufficientBalance": _l("金庫の残高が足りませんでした。"),
    "ERC20InsufficientAllowance": _l("支援の契約が受け取れる額が足りませんでした。"),
    "ProjectNotOpen": _l("このプロジェクトは、いま支援を受け付けていません。"),
    "MilestoneBallotRefused": _l("この報告への投票は、締め切られたか、すでに数えられています。"),
    "ERC20InvalidReceiver": _l("支払先のアドレスが、お金を受け取れないものです。"),
    "GovernorInvalidVotingPeriod": _l("投票を受け付ける期間が短すぎます。"),
    "GovernorInvalidQuorumFraction": _l("定足数は、全票より多くできません。"),
    "GovernorOnlyExecutor": _l("金庫には許されていない操作です。"),
    "TimelockUnauthorizedCaller": _l("金庫には許されていない操作です。"),
    "TimelockUnexpectedOperationState": _l("確認期間がまだ終わっていません。"),
}
FAILURE_UNKNOWN = _l("ブロックチェーンが受け付けませんでした。")
