"""From where events are written: a town's console, or a community's pages as its steward."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

_CONSOLE = {
    "list": "console.show_events", "new": "console.new_event", "write": "console.write_event",
    "edit": "console.edit_event", "change": "console.change_event", "call_off": "console.call_event_off",
    "guests": "console.show_guests", "add_helper": "console.add_event_helper",
    "remove_helper": "console.remove_event_helper",
}  # fmt: skip
_STEWARD = {
    "list": "events.list_hosted", "new": "events.new_hosted", "write": "events.write_hosted",
    "edit": "events.edit_hosted", "change": "events.change_hosted", "call_off": "events.call_hosted_off",
    "guests": "events.show_hosted_guests", "add_helper": "events.add_helper", "remove_helper": "events.remove_helper",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """`code` of the town, or `slug` of the community with its name; the other is empty."""

    code: str = ""
    slug: str = ""
    community: str = ""

    def address(self, act: str, number: int | None = None) -> str:
        if self.code:
            return url_for(_CONSOLE[act], code=self.code, number=number)
        return url_for(_STEWARD[act], slug=self.slug, number=number)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """What lies above a page of this desk."""
        if self.code:
            return [
                (str(_("職員画面")), url_for("console.show_home", code=self.code)),
                (str(_("イベント")), self.address("list")),
            ]
        return [
            (str(_("コミュニティ")), url_for("dao.list_communities")),
            (self.community, url_for("dao.show_community", slug=self.slug)),
            (str(_("イベントの準備")), self.address("list")),
        ]
