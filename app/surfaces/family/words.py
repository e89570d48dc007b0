"""Words for what families name by code."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.acting import ACTS
from wallet.models.family import BondState, EndedBy, Relation
from wallet.services.family.hand_over import OFFERED

RELATIONS = {Relation.CHILD: _l("子ども"), Relation.PARENT: _l("親"), Relation.OTHER: _l("そのほかの家族")}
STATES = {
    BondState.WAITING: (_l("窓口の確認待ち"), "warning"),
    BondState.INVITED: (_l("本人の返事待ち"), "warning"),
    BondState.OFFERED: (_l("引き受けの返事待ち"), "warning"),
    BondState.ACTIVE: (_l("操作できます"), "success"),
    BondState.ENDED: (_l("終わりました"), "neutral"),
}
ENDED_BY = {
    EndedBy.GUARDIAN: _l("代わりの人が終わらせました"),
    EndedBy.WARD: _l("本人が終わらせました"),
    EndedBy.OFFICER: _l("まちの窓口が終わらせました"),
    EndedBy.AGE: _l("18歳になりました"),
}


_OWN_ACTS = {OFFERED: _l("アカウントの引き継ぎのメールを送った")}


def act_words(act: str) -> str:
    return str(ACTS.get(act) or _OWN_ACTS.get(act, act))
