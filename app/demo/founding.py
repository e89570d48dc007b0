"""The beginning of the demonstration: towns with their officers, areas, and two hundred people."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.demo.accounts import APPROVER, FAN, MEMBER, OFFICER, OPERATOR
from app.demo.playback import Playback
from app.demo.regions import AREAS, PEOPLE_IN_ALL, TOWNS, person_email, person_name
from app.wiring import Platform
from chain.contracts.municipality_registry import ALL_ROLES
from chain.ids import Address, MunicipalityCode
from chain.municipalities import describe_municipality
from chain.operator import Operator
from wallet.models import Role

OFFICERS_TOWN = MunicipalityCode("221007")


@dataclass(frozen=True, slots=True)
class Person:
    address: Address
    member_number: str


@dataclass(slots=True)
class Cast:
    """Everybody of the demonstration. People 0 and 1 are the fan and the member one can sign in as."""

    officers: dict[MunicipalityCode, Address]
    accounts_of_towns: dict[MunicipalityCode, Address]  # what a town's sales are paid to
    people: list[Person]
    platform: Address  # who runs the platform
    approver: Address  # a second officer of the town whose officer one can sign in as
    shops: dict[str, Address] = field(default_factory=dict)  # the account of each shop, by name


def found(playback: Playback) -> Cast:
    platform = playback.platform
    owner, _ = platform.wallet.open_managed_account(OPERATOR.email, display_name=OPERATOR.name)
    platform.wallet.assign_role(owner.address, Role.OPERATOR)
    cast = Cast(
        officers={town.code: _officer(platform, town.code, town.name_ja) for town in TOWNS},
        accounts_of_towns={town.code: _town_account(platform, town.name_ja) for town in TOWNS},
        people=[_person(platform, number) for number in range(PEOPLE_IN_ALL)],
        platform=owner.address,
        approver=_approver(platform),
    )
    _register(playback, cast)
    playback.settle()
    return cast


def _register(playback: Playback, cast: Cast) -> None:
    platform = playback.platform
    operator = Operator(playback.settings, platform.client, platform.contracts)
    for town in TOWNS:
        operator.register_municipality(town.code, town.name_ja)
        operator.set_officer_roles(town.code, cast.officers[town.code], ALL_ROLES)
    operator.set_officer_roles(OFFICERS_TOWN, cast.approver, ALL_ROLES)
    for area in AREAS:
        operator.define_area(area.area_id, area.name, area.codes)
    for relayer in playback.relayers:
        operator.allow_minter(relayer)
    with platform.db.write() as session:
        for town in TOWNS:
            describe_municipality(
                session,
                town.code,
                name_en=town.name_en,
                prefecture_ja=town.prefecture_ja,
                prefecture_en=town.prefecture_en,
            )


def _officer(platform: Platform, code: MunicipalityCode, town: str) -> Address:
    is_ours = code == OFFICERS_TOWN
    email = OFFICER.email if is_ours else f"officer-{code}@demo.example"
    account, _ = platform.wallet.open_managed_account(
        email, display_name=OFFICER.name if is_ours else f"{town} 担当職員"
    )
    platform.wallet.assign_role(account.address, Role.OFFICER, str(code))
    return account.address


def _approver(platform: Platform) -> Address:
    account, _ = platform.wallet.open_managed_account(APPROVER.email, display_name=APPROVER.name)
    platform.wallet.assign_role(account.address, Role.OFFICER, str(OFFICERS_TOWN))
    return account.address


def _town_account(platform: Platform, town: str) -> Address:
    return platform.wallet.shop_accounts.open(f"{town} 会計")


def _person(platform: Platform, number: int) -> Person:
    known = {0: (FAN.email, FAN.name), 1: (MEMBER.email, MEMBER.name)}
    email, name = known.get(number, (person_email(number), person_name(number)))
    locale = "en" if name.isascii() else "ja"
    account, _ = platform.wallet.open_managed_account(email, display_name=name, locale=locale)
    return Person(account.address, account.member_number)
