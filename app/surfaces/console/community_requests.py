"""A municipality asks for a community of its own, with other towns or for a project, answers what others asked, and
sees how far the opening is."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_count
from app.surfaces.console.office import for_officers, page
from app.surfaces.dao.actions.words import RULES, setting_value
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode, parse_address
from dao.models import Setting
from dao.models.requests import Kind, RequestState
from dao.services.open_community import CommunityProfile
from dao.services.requests.open_requested import profile_of
from dao.services.requests.request_community import LANDSCAPES, CommunityDraft

_WORDS = ("slug", "name_ja", "name_en", "tagline_ja", "tagline_en", "story_ja", "story_en", "landscape")
FIELDS = (*_WORDS, "kind", "towns", "collection", *(str(setting) for setting in Setting))
_HOUR = 3_600
# Unit of the form and what it begins with: what the communities that are open chose.
_RULES = {
    Setting.VOTING_DELAY: (_HOUR, "24"),
    Setting.VOTING_PERIOD: (_HOUR, "120"),
    Setting.QUORUM_PER_CENT: (1, "20"),
    Setting.PROPOSAL_THRESHOLD: (1, "1"),
    Setting.TIMELOCK_DELAY: (_HOUR, "48"),
    Setting.VOTE_EXTENSION: (_HOUR, "24"),
}
KINDS = {
    Kind.TOWN: (_l("まちのコミュニティ"), _l("このまちだけで開きます。")),
    Kind.JOINT: (
        _l("合同のコミュニティ"),
        _l("ほかのまちと開きます。選んだまちすべての職員が同意すると、準備が始まります。"),
    ),
    Kind.PROJECT: (
        _l("プロジェクトのコミュニティ"),
        _l("ひとつの取り組みのために開きます。そのために売るカードが票になります。"),
    ),
}
STATES = {
    RequestState.ASKED: (_l("ほかのまちの返事待ち"), "information"),
    RequestState.REFUSED: (_l("見送られました"), "neutral"),
    RequestState.WITHDRAWN: (_l("取り下げました"), "neutral"),
    RequestState.APPROVED: (_l("準備待ち"), "information"),
    RequestState.OPENING: (_l("準備中"), "information"),
    RequestState.FAILED: (_l("準備が止まっています"), "warning"),
    RequestState.OPENED: (_l("開設しました"), "success"),
}
_SCENES = {"mountains": _l("山なみ"), "coast": _l("海辺"), "lake": _l("湖")}


@blueprint.get("/console/<code>/community-requests")
@for_officers
def show_community_requests(code: MunicipalityCode) -> str:
    views = current_platform().dao.requests.pages.of_town(code)
    return page("console/communities/requests.html", code, views=views, states=STATES, kinds=KINDS, own=code)


@blueprint.get("/console/<code>/community-requests/new")
@for_officers
def new_community_request(code: MunicipalityCode) -> str:
    given = {"kind": Kind.TOWN, "landscape": LANDSCAPES[0], **{str(key): one[1] for key, one in _RULES.items()}}
    return _form(code, Typed.of(FIELDS, given), [])


@blueprint.post("/console/<code>/community-requests")
@for_officers
def ask_for_community(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed, towns = Typed.of(FIELDS, request.form), request.form.getlist("towns")
    draft = _draft(code, typed, request.form)
    if draft is not None:
        try:
            number = current_platform().dao.requests.ask.ask(code, current_account().address, draft)
            return redirect(url_for("console.show_community_request", code=code, number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, typed, towns), 422


@blueprint.get("/console/<code>/community-requests/<int:number>")
@for_officers
def show_community_request(code: MunicipalityCode, number: int) -> str:
    return _page(code, number)


@blueprint.post("/console/<code>/community-requests/<int:number>/consent")
@for_officers
def agree_to_community(code: MunicipalityCode, number: int) -> Response:
    current_platform().dao.requests.ask.agree(number, code, current_account().address)
    flash(_("同意しました。"), "success")
    return redirect(url_for("console.show_community_request", code=code, number=number), 303)


@blueprint.post("/console/<code>/community-requests/<int:number>/refusal")
@for_officers
def refuse_community(code: MunicipalityCode, number: int) -> Response | tuple[str, int]:
    reason = request.form.get("reason", "")
    try:
        current_platform().dao.requests.ask.refuse(number, code, reason)
    except Invalid as problem:
        return _page(code, number, reason, sentence(problem)), 422
    flash(_("見送りを伝えました。"), "success")
    return redirect(url_for("console.show_community_request", code=code, number=number), 303)


@blueprint.post("/console/<code>/community-requests/<int:number>/withdrawal")
@for_officers
def withdraw_community_request(code: MunicipalityCode, number: int) -> Response:
    current_platform().dao.requests.ask.withdraw(number, code)
    flash(_("依頼を取り下げました。"), "success")
    return redirect(url_for("console.show_community_requests", code=code), 303)


def _page(code: MunicipalityCode, number: int, reason: str = "", error: str = "") -> str:
    requests = current_platform().dao.requests
    view = requests.pages.one(number, code)
    rules = {Setting(key): value for key, value in view.request.rules.items()}
    profile = profile_of(view.request)
    series = [one for one in requests.pages.series(profile.towns) if one.address == view.request.collection]
    return page(
        "console/communities/request.html", code, view=view, profile=profile, rules=rules, rule_label=_label,
        setting_value=setting_value,
        series=series, states=STATES, kinds=KINDS, towns=_names(), own=code, reason=reason, error=error,
    )  # fmt: skip


def _form(code: MunicipalityCode, typed: Typed, towns: list[str]) -> str:
    names = _names()
    others = [(str(town), name) for town, name in names.items() if town != code]
    series = current_platform().dao.requests.pages.series([code, *(town for town in names if town != code)])
    own = [one for one in series if one.municipality == str(code)]
    shared = [one for one in series if one.municipality in towns]
    return page(
        "console/communities/form.html", code, typed=typed, chosen=towns, others=others,
        kinds=[(kind, *map(str, words)) for kind, words in KINDS.items()],
        scenes=[(key, str(words)) for key, words in _SCENES.items()],
        series=[(one.address, localized(one, "name")) for one in (*own, *shared)],
        rules=[(setting, _label(setting), unit == _HOUR) for setting, (unit, _given) in _RULES.items()],
    )  # fmt: skip


def _label(setting: Setting) -> str:
    """The rule at the head of a line, where English wants a capital."""
    words = str(RULES[setting])
    return words[:1].upper() + words[1:]


def _names() -> dict[MunicipalityCode, str]:
    platform = current_platform()
    with platform.db.read() as session:
        return {one.code: localized(one, "name") for one in platform.municipalities.all(session)}


def _draft(code: MunicipalityCode, typed: Typed, form: MultiDict[str, str]) -> CommunityDraft | None:
    kind = typed.read("kind", _kind)
    towns = typed.read("towns", lambda _text: _towns(code, form.getlist("towns")))
    collection = typed.read("collection", parse_address) if typed.values["collection"] else None
    if collection is None:
        typed.refuse(Invalid("collection", "series_missing"))
    counts = {setting: typed.read(str(setting), read_count) for setting in _RULES}
    rules = {key: count * _RULES[key][0] for key, count in counts.items() if count is not None}
    if typed.errors or kind is None or towns is None or collection is None:
        return None
    words = typed.values
    profile = CommunityProfile(
        slug=words["slug"], name_ja=words["name_ja"], name_en=words["name_en"], tagline_ja=words["tagline_ja"],
        tagline_en=words["tagline_en"], story_ja=words["story_ja"], story_en=words["story_en"],
        landscape=words["landscape"], towns=towns,
    )  # fmt: skip
    return CommunityDraft(profile, kind, collection, rules)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Invalid("kind", "one_option") from None


def _towns(code: MunicipalityCode, chosen: list[str]) -> list[MunicipalityCode]:
    """Raises: Invalid (towns)."""
    known = _names()
    others = [MunicipalityCode(town) for town in chosen if town != str(code)]
    if any(town not in known for town in others):
        raise Invalid("towns", "towns_of_joint")
    return [code, *others]
