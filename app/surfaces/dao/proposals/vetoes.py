"""What a proposal's page shows of a town's veto: that there was one, that one is under way, or that the reader may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import signed_in_account
from app.i18n import localized
from app.surfaces.dao.communities.pages import towns_of
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from dao.models import State
from dao.queries.standings import Standing
from dao.queries.vetoes.pages import VetoView
from wallet import Role


@dataclass(frozen=True, slots=True)
class VetoesShown:
    """`own_towns`: for which the reader may veto."""

    veto: VetoView | None
    under_way: Sequence[MunicipalityCode]
    own_towns: Sequence[str]

    def name_of(self, code: MunicipalityCode | str) -> str:
        found = towns_of([str(code)])
        return localized(found[0], "name") if found else str(code)


def vetoes_of(standing: Standing) -> VetoesShown:
    pages = current_platform().dao.vetoes.pages
    veto = pages.of_proposal(standing.proposal) if standing.is_vetoed else None
    is_waiting = standing.state is State.QUEUED
    return VetoesShown(
        veto,
        pages.towns_under_way(standing.id) if is_waiting else [],
        _own_towns(standing) if is_waiting and standing.community.guardian else [],
    )


def _own_towns(standing: Standing) -> list[str]:
    account, wallet = signed_in_account(), current_platform().wallet
    if account is None:
        return []
    return [code for code in standing.community.towns if wallet.has_role(account.address, Role.OFFICER, code)]
