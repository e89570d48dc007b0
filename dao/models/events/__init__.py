"""Events (イベント) of communities: what is announced, who comes, who gets a free place; and their rows."""

from dao.models.events.places import ReplyState, Standing, offers_due, places_taken, state_of_new
from dao.models.events.rows import Audience, CommunityEvent, EventGrant, EventHelper, EventKind, EventReply

__all__ = [
    "Audience",
    "CommunityEvent",
    "EventGrant",
    "EventHelper",
    "EventKind",
    "EventReply",
    "ReplyState",
    "Standing",
    "offers_due",
    "places_taken",
    "state_of_new",
]
