"""What a service would get, in words with the actual value, so that a person knows what the button does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language, moment
from app.i18n import points as points_words
from app.surfaces.identity.words import BANDS
from app.surfaces.openid import blueprint
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from wallet.oidc.attributes import AgeBand
from wallet.openid.models import UseKind
from wallet.openid.scopes import Scope
from wallet.openid.services.find_client import Client

NAMES = {
    Scope.OPENID: _l("このサービスだけの、あなたの番号"),
    Scope.TOWN: _l("住んでいる町"),
    Scope.AGE_BAND: _l("年代"),
    Scope.CARDS: _l("持っているカード"),
    Scope.POINTS: _l("ポイントの残高"),
    Scope.TICKETS: _l("このサービスで使うチケット"),
    Scope.OFFLINE_ACCESS: _l("サービスを使っていない間も受け取ること"),
}
USES = {
    UseKind.SIGN_IN: _l("サインイン"),
    UseKind.READ: _l("内容の受け取り"),
    UseKind.REFRESH: _l("アクセスの延長"),
    UseKind.EVENT: _l("あなたの利用の知らせ"),
}
_NEVER = (
    _l("氏名・住所・生年月日"),
    _l("メールアドレスと会員番号"),
    _l("ウォレットのアドレス"),
    _l("マイナンバー"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """`value`: what would be given now, empty where there is nothing to show."""

    scope: Scope
    name: str
    value: str
    purpose: str
    is_required: bool
    is_chosen: bool


def choices(client: Client, account: Address, asked: Collection[Scope]) -> Sequence[Choice]:
    values = shown_values(account, client.client_id, asked)
    refused = current_platform().openid.consents.left_out(account, client.client_id)
    return [
        Choice(
            scope=scope,
            name=str(NAMES[scope]),
            value=values.get(scope, ""),
            purpose=entry.purpose_en if language() == "en" else entry.purpose_ja,
            is_required=entry.is_required,
            is_chosen=entry.is_required or scope not in refused,
        )
        for scope in asked
        if (entry := client.entry(scope)) is not None
    ]


def never_given() -> list[str]:
    return [str(words) for words in _NEVER]


@blueprint.app_template_filter("scope_names")
def scope_names(scopes: Collection[Scope]) -> str:
    return _listed([str(NAMES[scope]) for scope in scopes])


def shown_values(account: Address, client_id: str, scopes: Collection[Scope]) -> dict[Scope, str]:
    claims, words = current_platform().openid.claims.of(account, client_id, scopes), {}
    if Scope.TOWN in scopes:
        words[Scope.TOWN] = _town(claims)
    if Scope.AGE_BAND in scopes:
        band = claims["age_band"]
        words[Scope.AGE_BAND] = str(BANDS[AgeBand(band)]) if band else _("わからない、と伝わります")
    if Scope.CARDS in scopes:
        words[Scope.CARDS] = _listed(
            [_("%(card)s（%(town)s）", card=_named(one), town=_named(one, "town_name")) for one in claims["cards"]]
        )
    if Scope.POINTS in scopes:
        words[Scope.POINTS] = _listed(
            [f"{_named(one)} {points_words(Points(one['balance']))}" for one in claims["points"]]
        )
    if Scope.TICKETS in scopes:
        words[Scope.TICKETS] = _listed([_tickets(one) for one in claims["tickets"]])
    return words


def _tickets(one: dict[str, Any]) -> str:
    words = f"{_named(one)} {_named(one, 'fare')} ×{one['count']}"
    if not one["starts_at"]:
        return words
    begins = moment(datetime.fromisoformat(one["starts_at"]))
    return str(_("%(tickets)s（%(begins)s）", tickets=words, begins=begins))


def _town(claims: dict[str, Any]) -> str:
    if not claims["town_verified"]:
        return str(_("本人確認をしていない、と伝わります"))
    platform = current_platform()
    with platform.db.read() as session:
        names = platform.openid.holdings.town_name(session, MunicipalityCode(claims["town"]))
    return str(_("%(town)s（本人確認済み）", town=names[1] if language() == "en" else names[0]))


def _named(one: dict[str, Any], what: str = "name") -> str:
    return str(one[f"{what}#en" if language() == "en" else what])


def _listed(names: list[str]) -> str:
    return str(_("、")).join(names) if names else str(_("なし"))
