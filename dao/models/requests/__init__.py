"""Communities that towns ask for: what they asked, which towns agreed, and how far the opening is."""

from dao.models.requests.rows import CommunityRequest, Kind, RequestState, TownConsent

__all__ = ["CommunityRequest", "Kind", "RequestState", "TownConsent"]
