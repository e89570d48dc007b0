"""The events that services may send: names, JSON Schemas and an example of each."""

from points.bridges.catalogue.event_type import EventType
from points.bridges.catalogue.types import EVENT_TYPES, event_type

__all__ = ["EVENT_TYPES", "EventType", "event_type"]
