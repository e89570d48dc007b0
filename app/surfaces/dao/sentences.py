"""What people are told about the dao domain's refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao import errors

SENTENCES: Sentences = {
    errors.CommunityUnknown: _l("お探しのコミュニティが見つかりませんでした。"),
    errors.ProposalUnknown: _l("お探しの提案が見つかりませんでした。"),
    errors.BallotUnknown: _l("お探しの投票が見つかりませんでした。"),
    errors.CardRequired: _l("提案には、このコミュニティのカードが1枚以上必要です。"),
    errors.NoCardAtSnapshot: _l(
        "投票の基準となる時点でカードをお持ちでなかったため、この提案には投票できません。"
        "基準の時点より後に手に入れたカードは、次の提案から使えます。"
    ),
    errors.AlreadyVoted: _l("この提案にはすでに投票しています。投票は1回だけで、変更はできません。"),
    errors.VotingNotOpen: _l("まだ投票は始まっていません。投票開始までお待ちください。"),
    errors.VotingClosed: _l("投票は締め切られました。この投票は数えられていません。"),
    errors.TreasuryTooSmall: _l(
        "金庫の残高が足りないため、まだ支払えません（必要 %(needed)s円、残高 %(balance)s円）。"
        "入金があり次第、支払いが行われます。"
    ),
    errors.StepNotDue: _l("いまはこの手続きを行える段階ではありません。画面を読み込み直してください。"),
    errors.NotAwaitingSignature: _l(
        "この署名はすでに使われたか、別の画面で選び直されています。提案の画面に戻って確かめてください。"
    ),
    (tree.Invalid, "my_number"): _l(
        "個人番号（マイナンバー）とみられる12桁の数字が含まれています。消してから、もう一度お試しください。"
    ),
    (tree.Invalid, "payee_missing"): _l("支払先を一覧から選ぶか、アドレスを入力してください。"),
    (tree.Invalid, "not_a_choice"): _l("賛成・反対・保留のどれかを選んでください。"),
    (tree.Invalid, "not_a_slug"): _l("英小文字・数字・ハイフンで入力してください。"),
}

# By the contract's own error name: why a proposal, a ballot or a step failed on chain.
FAILURES = {
    "GovernorAlreadyCastVote": _l("すでに同じ提案への投票が記録されています。"),
    "GovernorUnexpectedProposalState": _l("受付の時間に間に合いませんでした。"),
    "BallotWithoutCard": _l("投票の基準となる時点のカードがありません。"),
    "BallotSignatureInvalid": _l("署名を確かめられませんでした。"),
    "SignatureInvalid": _l("署名を確かめられませんでした。"),
    "SignatureExpired": _l("署名の有効期限が切れました。"),
    "GovernorInsufficientProposerVotes": _l("提案に必要な枚数のカードがありません。"),
    "ERC20InsufficientBalance": _l("金庫の残高が足りませんでした。"),
    "TimelockUnexpectedOperationState": _l("確認期間がまだ終わっていません。"),
}
FAILURE_UNKNOWN = _l("ブロックチェーンが受け付けませんでした。")
