"""Why somebody is not let in. Sentences for the person at the door are in app/surfaces/terminal/sentences.py."""

from __future__ import annotations

from datetime import datetime

from chain.clock import business_date
from chain.errors import Conflict, Invalid


class NotAdmitted(Conflict):
    """Nothing was cancelled."""

    def __init__(self, reason: str) -> None:
        super().__init__("admission", reason)


class UsedAlready(NotAdmitted):
    """`used_at`: when the last use was."""

    def __init__(self, used_at: datetime) -> None:
        super().__init__("used")
        self.used_on = business_date(used_at)
        self.used_at = used_at


class FewLeft(NotAdmitted):
    """More were to be let in than are unused."""

    def __init__(self, left: int) -> None:
        super().__init__("few")
        self.left = left


class WrongDate(NotAdmitted):
    """`reason`: early (good from `day` on) or over (good until `day`)."""

    def __init__(self, reason: str, moment: datetime) -> None:
        super().__init__(reason)
        self.day = business_date(moment)
        self.moment = moment


class WrongPlace(NotAdmitted):
    """Good somewhere else."""

    def __init__(self) -> None:
        super().__init__("place")


class NoLongerGood(NotAdmitted):
    """`reason`: cancelled (the date was called off) or returned (given back for money)."""


class NotHolder(NotAdmitted):
    """The code is of somebody who does not hold it any more."""

    def __init__(self) -> None:
        super().__init__("holder")


class LentToAnother(NotAdmitted):
    """`lent_until`: till then only the borrower is let in."""

    def __init__(self, lent_until: datetime) -> None:
        super().__init__("lent")
        self.day = business_date(lent_until)


class PhoneSignatureNeeded(NotAdmitted):
    """The holder keeps the key: nobody but they can sign. `reason`: ticket (so many at once) or right."""


class NoPerkHere(NotAdmitted):
    """This shop gives nothing for this card."""

    def __init__(self) -> None:
        super().__init__("perk")


class PerkGiven(NotAdmitted):
    """As often as it may be given; `used_at`: the last time."""

    def __init__(self, used_at: datetime) -> None:
        super().__init__("given")
        self.used_on = business_date(used_at)
        self.used_at = used_at


class DoorClosed(NotAdmitted):
    """The shop is suspended or not registered."""

    def __init__(self) -> None:
        super().__init__("closed")


class ScanInvalid(Invalid):
    """`reason`: form (no nonce), other (the nonce belongs to another ticket), leg or count."""

    def __init__(self, reason: str) -> None:
        super().__init__("scan", reason)
