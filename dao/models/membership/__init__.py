"""Who belongs to a community, and who has which task in it."""

from dao.models.membership.roles import MODERATING, CommunityRole, RoleHolding

__all__ = ["MODERATING", "CommunityRole", "RoleHolding"]
