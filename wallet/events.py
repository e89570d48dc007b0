"""What the wallet tells the other domains."""

from __future__ import annotations

from dataclasses import dataclass

from chain.events import domain_event


@domain_event("wallet.person_moved")
@dataclass(frozen=True, slots=True)
class PersonMoved:
    """`account` is nobody's any more: its person brought the verification to another one, by card or counter."""

    account: str
    key: str
    at_counter: bool = False


@domain_event("wallet.family_told")
@dataclass(frozen=True, slots=True)
class FamilyTold:
    """Something about acting for somebody, for `account`. `what`: invited, offered, approved, refused, began,
    ends_soon, ended, of_age, handing_over, taken_over. `day`: as an ISO date, when a child comes of age."""

    account: str
    what: str
    bond_id: int
    other: str
    is_guardian: bool
    day: str = ""


@domain_event("wallet.identity_runs_out")
@dataclass(frozen=True, slots=True)
class IdentityRunsOut:
    """`last_day`: as an ISO date, the last one on which the account is a verified person's."""

    account: str
    last_day: str


@domain_event("wallet.consent_withdrawn")
@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """The service with `client_id` may know nothing more of the person it calls `subject`. `withdrawn_at`: ISO 8601."""

    client_id: str
    subject: str
    withdrawn_at: str
