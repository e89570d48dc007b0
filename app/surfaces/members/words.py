"""Roles in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.members import blueprint
from dao.models import Community
from dao.models.membership import Circle, CommunityRole

# Role: (name, what it does)
ROLES = {
    CommunityRole.STEWARD: (
        _l("世話役"),
        _l("コミュニティのお便りを書き、行動のきまりを整え、お店を招きます。通報にも対応します。"),
    ),
    CommunityRole.MODERATOR: (_l("見守り役"), _l("通報を確かめ、理由を公開して対応します。")),
    CommunityRole.REPRESENTATIVE: (_l("まちの代表"), _l("まちの考えを伝え、仲間の声をまちに届けます。")),
}

CIRCLES = {
    Circle.RESIDENTS: (
        _l("窓口で本人確認を終えた住民"),
        _l("コミュニティを見て、アイデアを書けます。カードの票はありません。本人確認が切れると外れます。"),
    ),
    Circle.SHOPS: (_l("まちの加盟店で働く人"), _l("停止中のお店は除きます。投票はしません。")),
}


@blueprint.app_template_filter("community_kind_words")
def community_kind_words(community: Community) -> str:
    """Of one town, of several together, or for one project."""
    if community.is_project:
        return str(_("プロジェクトのコミュニティ"))
    towns = len(community.towns)
    return str(_("%(towns)sつのまちの合同コミュニティ", towns=towns) if towns > 1 else _("まちのコミュニティ"))


@blueprint.app_template_filter("role_words")
def role_words(role: str, part: int = 0) -> str:
    return str(ROLES[CommunityRole(role)][part])
