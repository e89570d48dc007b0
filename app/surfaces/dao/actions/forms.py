"""One action of the proposal form: its kind, the fields of that kind, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _

from app.errors import sentence
from app.i18n import localized, moment, short_address
from app.wiring import current_platform
from chain.clock import from_unix, unix
from chain.errors import Invalid
from chain.ids import Address, parse_address
from chain.units import Yen
from dao.models import AllowPledge, ChangeSetting, FundProject, PayYen, Proposable, Setting, VoteOnMilestone
from dao.models.description import check_title
from dao.models.grants import GrantPlan, Whom
from dao.ports import FundableProject, MilestoneQuestion, Payee, PayeeKind, ThanksProgram
from marketplace.errors import PledgeAmountWrong

ACTION_FIELDS = (
    "kind", "payee", "payee_address", "is_compared", "project", "program", "whom", "amount", "purpose", "setting",
    "setting_value", "milestone", "verdict",
)  # fmt: skip
OTHER_PAYEE = "other"
HOUR = 3_600
Value = TypeVar("Value")
_IN_HOURS = (Setting.VOTING_DELAY, Setting.VOTING_PERIOD, Setting.TIMELOCK_DELAY, Setting.VOTE_EXTENSION)


class FormKind(StrEnum):
    PAY = "pay"
    PROJECT = "project"
    POINTS = "points"
    SETTING = "setting"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what the form offers."""

    payees: Sequence[Payee]
    projects: Sequence[FundableProject]
    programs: Sequence[tuple[Payee, ThanksProgram]]  # of towns that take part and can be paid
    questions: Sequence[MilestoneQuestion]  # to which the treasury may answer as a supporter
    ready_at: int  # unix seconds: when what is proposed now is carried out, at the earliest

    @classmethod
    def of(cls, slug: str) -> Choices:
        """The kept list, and those this treasury paid before that are in no list."""
        dao, now = current_platform().dao, unix(current_platform().clock.now())
        community, rules = dao.pages.rules(slug)
        listed = list(dao.directory.payees())
        known = {payee.address for payee in listed}
        others = [address for address in dao.pages.paid_before(slug) if address not in known]
        names = dao.directory.names(others)
        earlier = [(one, names.get(one) or short_address(one)) for one in others]
        kept = [Payee(address, name, name, PayeeKind.EARLIER) for address, name in earlier]
        towns = {payee.municipality: payee for payee in listed if payee.municipality}
        programs = [(towns[code], one) for code, one in dao.grants.pages.programs(slug) if code in towns]
        questions = dao.directory.milestone_questions(community.timelock)
        return cls([*listed, *kept], dao.directory.projects(), programs, questions, now + rules.least_lead)


@dataclass(frozen=True, slots=True)
class OneAction:
    """What one form asks for. A pledge is two actions: what may be taken, and the pledge. `purpose` and `grant` belong
    to the first one."""

    actions: list[Proposable]
    purpose: str = ""
    grant: GrantPlan | None = None


def field_name(name: str, place: int) -> str:
    """`payee`, `payee_2`, `payee_3` …"""
    return name if place == 0 else f"{name}_{place + 1}"


def read_action(values: Mapping[str, str], place: int, choices: Choices, errors: dict[str, str]) -> OneAction:
    """Without actions where something is wrong, which goes into `errors`."""
    typed = {name: values.get(field_name(name, place), "") for name in ACTION_FIELDS}
    readers: dict[str, Callable[[Mapping[str, str], Choices], OneAction]] = {
        FormKind.PAY: _payment, FormKind.PROJECT: _project, FormKind.POINTS: _points, FormKind.SETTING: _setting,
        FormKind.MILESTONE: _milestone,
    }  # fmt: skip
    try:
        one = readers.get(typed["kind"], _payment)(typed, choices)
        for action in one.actions:
            action.check()
        return one
    except _Several as problems:
        errors |= {field_name(problem.field, place): sentence(problem) for problem in problems.found}
    except Invalid as problem:
        errors[field_name(problem.field, place)] = sentence(problem)
    return OneAction([])


class _Several(Exception):
    def __init__(self, found: Sequence[Invalid]) -> None:
        super().__init__(len(found))
        self.found = found


class _Reading:
    """Reads every field before it gives up, so that one sees all mistakes at once."""

    def __init__(self) -> None:
        self._problems: list[Invalid] = []

    def of(self, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except Invalid as problem:
            self._problems.append(problem)
            return None

    def end(self) -> None:
        if self._problems:
            raise _Several(self._problems)


def _payment(typed: Mapping[str, str], choices: Choices) -> OneAction:
    reading = _Reading()
    payee, amount = reading.of(lambda: _payee(typed, choices.payees)), reading.of(lambda: _amount(typed["amount"]))
    purpose = reading.of(lambda: _purpose(typed, may_be_empty=True))
    reading.end()
    assert payee is not None and amount is not None
    return OneAction([PayYen(payee[0], payee[1], amount)], purpose or "")


def _project(typed: Mapping[str, str], choices: Choices) -> OneAction:
    reading = _Reading()
    found, amount = reading.of(lambda: _chosen_project(typed, choices)), reading.of(lambda: _amount(typed["amount"]))
    reading.end()
    assert found is not None and amount is not None
    if not found.least <= amount <= found.most:
        reason = "under_least" if amount < found.least else "over_most"
        raise PledgeAmountWrong(reason, least=found.least, most=found.most)
    return OneAction([AllowPledge(amount), FundProject(found.number, found.title_ja, amount)])


def _points(typed: Mapping[str, str], choices: Choices) -> OneAction:
    reading = _Reading()
    chosen, amount = reading.of(lambda: _program(typed, choices)), reading.of(lambda: _amount(typed["amount"]))
    purpose, whom = reading.of(lambda: _purpose(typed)), reading.of(lambda: _whom(typed["whom"]))
    reading.end()
    assert chosen is not None and amount is not None and purpose is not None and whom is not None
    town, program = chosen
    if int(amount) > program.left:
        raise Invalid("amount", "thanks_exceed", needed=int(amount), left=program.left)
    payment = PayYen(town.address, localized(town, "name"), amount)
    return OneAction([payment], purpose, GrantPlan(town.municipality, program.program, whom))


def _setting(typed: Mapping[str, str], choices: Choices) -> OneAction:
    if typed["setting"] not in list(Setting):
        raise Invalid("setting", "setting_missing")
    setting, shown = Setting(typed["setting"]), typed["setting_value"].strip()
    if not shown.isdecimal() or len(shown) > 6:
        raise Invalid("setting_value", "setting_out_of_range")
    return OneAction([ChangeSetting(setting, int(shown) * (HOUR if setting in _IN_HOURS else 1))])


def _milestone(typed: Mapping[str, str], choices: Choices) -> OneAction:
    reading = _Reading()
    question = reading.of(lambda: _question(typed["milestone"], choices))
    agrees = reading.of(lambda: _verdict(typed["verdict"]))
    reading.end()
    assert question is not None and agrees is not None
    vote = VoteOnMilestone(question.project, question.title_ja, question.round, question.report_hash, agrees)
    return OneAction([vote])


def _question(chosen: str, choices: Choices) -> MilestoneQuestion:
    found = next((one for one in choices.questions if question_key(one) == chosen), None)
    if found is None:
        raise Invalid("milestone", "milestone_missing")
    if found.closes_at <= choices.ready_at:
        closes, ready = (moment(from_unix(at)) for at in (found.closes_at, choices.ready_at))
        raise Invalid("milestone", "milestone_too_late", closes=closes, ready=ready)
    return found


def question_key(question: MilestoneQuestion) -> str:
    return f"{question.project}:{question.round}"


def _verdict(text: str) -> bool:
    if text not in ("agree", "refuse"):
        raise Invalid("verdict", "agree_or_refuse")
    return text == "agree"


def _payee(typed: Mapping[str, str], payees: Sequence[Payee]) -> tuple[Address, str]:
    chosen = typed["payee"]
    known = next((payee for payee in payees if payee.address == chosen), None)
    if known is not None:
        return known.address, localized(known, "name")
    if chosen != OTHER_PAYEE:
        raise Invalid("payee", "payee_missing")
    shown = typed["payee_address"].strip()
    try:
        address = parse_address(shown)
    except Invalid as problem:
        raise Invalid("payee_address", problem.reason, **problem.values) from problem
    if address != shown and not typed["is_compared"]:
        raise Invalid("payee_address", "no_checksum")
    named = next((payee for payee in payees if payee.address == address), None)
    return address, localized(named, "name") if named else ""


def _chosen_project(typed: Mapping[str, str], choices: Choices) -> FundableProject:
    found = next((one for one in choices.projects if str(one.number) == typed["project"]), None)
    if found is None:
        raise Invalid("project", "project_missing")
    return found


def _program(typed: Mapping[str, str], choices: Choices) -> tuple[Payee, ThanksProgram]:
    found = next((one for one in choices.programs if str(one[1].program) == typed["program"]), None)
    if found is None:
        raise Invalid("program", "program_missing")
    return found


def _whom(text: str) -> Whom:
    try:
        return Whom(text)
    except ValueError:
        raise Invalid("whom", "one_option") from None


def _purpose(typed: Mapping[str, str], *, may_be_empty: bool = False) -> str:
    return check_title("purpose", typed["purpose"], may_be_empty=may_be_empty)


def _amount(text: str) -> Yen:
    try:
        amount = Yen.parse(text)
    except Invalid as problem:
        raise Invalid("amount", problem.reason, **problem.values) from problem
    if int(amount) == 0:
        raise Invalid("amount", "zero")
    return amount


def kind_labels() -> list[tuple[str, str]]:
    return [
        (FormKind.PAY, _("支払先に円を支払う")),
        (FormKind.PROJECT, _("寄附プロジェクトを応援する")),
        (FormKind.POINTS, _("地域ポイントの付与をひらく")),
        (FormKind.MILESTONE, _("応援したプロジェクトの段階に投票する")),
        (FormKind.SETTING, _("コミュニティの決まりを変える")),
    ]
