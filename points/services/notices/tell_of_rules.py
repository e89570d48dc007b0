"""Tells a town's officers that a reward rule has given all it had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import MunicipalityCode
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.ports import Officers
from points.services.notices.keep_notices import KeepNotices


class TellOfRules:
    """One event told twice writes nothing new."""

    def __init__(self, clock: Clock, keeping: KeepNotices, officers: Officers) -> None:
        self.clock = clock
        self.keeping = keeping
        self.officers = officers

    def on_rule_budget_spent(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `points.rule_budget_spent`; another budget that is spent is told again."""
        facts = {"what": "budget_spent", "town": body["municipality"], "rule": body["rule_id"]}
        facts |= {name: body[name] for name in ("name_ja", "name_en")}
        subject = f"rule_spent:{body['rule_id']}:{body['budget']}"
        people = self.officers.of(session, MunicipalityCode(body["municipality"]))
        drafts = [NoticeDraft(officer, NoticeKind.OFFICE, subject, facts) for officer in people]
        self.keeping.write(session, drafts, self.keeping.people(set(people)), self.clock.now())
