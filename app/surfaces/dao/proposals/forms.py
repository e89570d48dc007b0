"""What a person typed into the proposal form, kept as typed, with a sentence for each field that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.errors import sentence
from app.surfaces.dao.actions.forms import ACTION_FIELDS, Choices, field_name, read_action
from chain.errors import Invalid
from dao.models import Proposable
from dao.models.actions import MOST_ACTIONS
from dao.models.description import MAX_BODY, check_text, check_title
from dao.models.grants import GrantPlan
from dao.services.submit_proposal import ProposalDraft

FIELDS = ("title_ja", "title_en", "body", "planned_on", "idea", "heading", "is_changeable", "draft", "version")
MOST_FORMS = 5
Value = TypeVar("Value")


@dataclass(slots=True)
class ProposalForm:
    """`count`: how many actions the form has; their fields carry the place from the second one on (`payee_2`)."""

    values: dict[str, str]
    count: int = 1
    errors: dict[str, str] = field(default_factory=dict)
    draft: ProposalDraft | None = None  # there when nothing is wrong

    @classmethod
    def read(cls, typed: Mapping[str, str], choices: Choices) -> ProposalForm:
        form = cls.kept(typed)
        values = form.values
        title = form._checked("title_ja", lambda: check_title("title_ja", values["title_ja"]))
        english = form._checked("title_en", lambda: check_title("title_en", values["title_en"], may_be_empty=True))
        body = form._checked("body", lambda: check_text("body", values["body"], MAX_BODY))
        actions, purposes, grants = form._actions(choices)
        if not form.errors:
            assert title and body
            form.draft = ProposalDraft(
                title, english or "", body, actions, purposes, grants, is_changeable=bool(values["is_changeable"])
            )
        return form

    @classmethod
    def kept(cls, typed: Mapping[str, str]) -> ProposalForm:
        """What was typed, or what an idea or a draft begins with, unread."""
        count = typed.get("actions", "1")
        form = cls({}, min(max(int(count), 1), MOST_FORMS) if count.isdecimal() and len(count) < 3 else 1)
        names = [field_name(name, place) for place in range(form.count) for name in ACTION_FIELDS]
        form.values = {name: typed.get(name, "") for name in (*FIELDS, *names)} | {"actions": str(form.count)}
        return form

    def with_one_more(self) -> None:
        self.count = min(self.count + 1, MOST_FORMS)
        new = dict.fromkeys((field_name(name, self.count - 1) for name in ACTION_FIELDS), "")
        self.values = {**new, **self.values, "actions": str(self.count)}

    def without(self, place: int) -> None:
        """Take one action out; those behind it move up."""
        if self.count == 1 or not 0 <= place < self.count:
            return
        for at in range(place, self.count - 1):
            for name in ACTION_FIELDS:
                self.values[field_name(name, at)] = self.values.get(field_name(name, at + 1), "")
        self.count -= 1
        self.values["actions"] = str(self.count)

    def _actions(self, choices: Choices) -> tuple[list[Proposable], dict[int, str], dict[int, GrantPlan]]:
        found: list[Proposable] = []
        purposes: dict[int, str] = {}
        grants: dict[int, GrantPlan] = {}
        for place in range(self.count):
            one = read_action(self.values, place, choices, self.errors)
            if one.purpose:
                purposes |= {len(found) + more: one.purpose for more in range(len(one.actions))}
            if one.grant is not None:
                grants[len(found)] = one.grant
            found.extend(one.actions)
        if len(found) > MOST_ACTIONS:
            self.errors["kind"] = sentence(Invalid("actions", "too_many_actions", most=MOST_ACTIONS))
        return found, purposes, grants

    def _checked(self, name: str, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except Invalid as problem:
            self.errors[name] = sentence(problem)
            return None
