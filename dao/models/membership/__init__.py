"""Who belongs to a community, who has which task in it, and how people treat each other there."""

from dao.models.membership.admitted import AdmittedCircle, AdmittedSeries, Circle, InvitedShop
from dao.models.membership.conduct import ConductVersion
from dao.models.membership.profiles import MemberProfile
from dao.models.membership.roles import MODERATING, CommunityRole, RoleHolding

__all__ = [
    "MODERATING",
    "AdmittedCircle",
    "AdmittedSeries",
    "Circle",
    "CommunityRole",
    "ConductVersion",
    "InvitedShop",
    "MemberProfile",
    "RoleHolding",
]
