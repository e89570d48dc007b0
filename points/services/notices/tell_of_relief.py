"""Tells officers that relief points wait for their word, and who asked what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address, MunicipalityCode
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.ports import Officers
from points.services.notices.keep_notices import KeepNotices


class TellOfRelief:
    """One event told twice writes nothing new."""

    def __init__(self, clock: Clock, keeping: KeepNotices, officers: Officers) -> None:
        self.clock = clock
        self.keeping = keeping
        self.officers = officers

    def on_relief_moved(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `points.relief_moved`."""
        drafts = list(self._drafts(session, body))
        self.keeping.write(session, drafts, self.keeping.people({one.account for one in drafts}), self.clock.now())

    def _drafts(self, session: Session, body: Mapping[str, Any]) -> Iterator[NoticeDraft]:
        said = {name: body[name] for name in ("relief", "what", "name_ja", "name_en")}
        subject = f"relief:{body['what']}:{body['turn']}"
        if body["what"] not in ("joined", "asked"):
            facts = said | {"town": body["municipality"]}
            yield NoticeDraft(Address(body["asker"]), NoticeKind.OFFICE, subject, facts)
            return
        for town in body["towns"]:
            for officer in self.officers.of(session, MunicipalityCode(town)):
                if officer != body["officer"]:
                    yield NoticeDraft(officer, NoticeKind.OFFICE, subject, said | {"town": town})
