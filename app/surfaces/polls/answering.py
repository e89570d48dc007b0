"""Answering a poll: the form in each mode, and the way to the signature. What was chosen is kept when it is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect as to
from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.signing import completes
from app.surfaces.polls import blueprint
from app.surfaces.polls.showing import poll_page, shown
from app.surfaces.polls.words import answer_words
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls import Mode, Rules
from dao.signing import ToSign


@blueprint.post("/polls/<int:number>/ballots")
@requires_sign_in
@limiter.limit("30 per minute", key_func=per_person)
def answer_poll(number: int) -> Response | tuple[str, int]:
    page, voter, platform = poll_page(number), current_account().address, current_platform()
    answer: tuple[int, ...] = ()
    try:
        box = sealed_in_browser(request.form)
        if box is not None:
            asked = platform.dao.polls.answer.prepare_sealed(number, voter, box)
        else:
            answer = () if "abstain" in request.form else read_answer(page.standing.rules, request.form)
            asked = platform.dao.polls.answer.prepare(number, voter, answer)
    except Invalid as problem:
        return render_template("polls/poll.html", **shown(page, answer, sentence(problem)), changing=True), 422
    request_id = platform.wallet.request_signature(
        voter,
        asked.typed_data,
        words=[
            (_("アンケート"), localized(page.standing.rules, "title")),
            (_("あなたの回答"), signed_words(page.standing.rules, asked)),
            (_("票の数"), _("%(votes)s票", votes=asked.weight) if asked.weight else _("1人分")),
        ],
        title=_("回答に署名します"),
        consequence=_consequence(asked.weight, is_sealed=page.standing.rules.seal is not None),
        purpose="dao.poll_ballot",
        subject=asked.subject,
        return_to=url_for("polls.show_poll", number=number),
    )
    return to(f"/sign/{request_id}", 303)


def sealed_in_browser(form: Mapping[str, str]) -> bytes | None:
    """An answer that the voter's browser encrypted. Raises: Invalid (answer, not_a_box)."""
    if "box" not in form:
        return None
    try:
        return bytes.fromhex(form["box"])
    except ValueError:
        raise Invalid("answer", "not_a_box") from None


def signed_words(rules: Rules, asked: ToSign) -> str:
    """The answer, for the page on which it is signed. A sealed one is not kept there either."""
    if rules.seal is not None:
        return str(_("封をしました（中身は、この画面にも残りません）"))
    return answer_words(rules, asked.typed_data["message"]["answer"])


def _consequence(weight: int, *, is_sealed: bool) -> str:
    """`weight`: votes of cards; without any, the account is not shown."""
    if is_sealed:
        return str(
            _(
                "締切までは何度でも変えられ、最後に署名した回答だけが数えられます。締切のあと立会人が封を開けるまで、"
                "だれにも見えません。開けたあとは、決まりごとのとおり公開されます。"
            )
        )
    with_account = _(
        "締切までは何度でも変えられ、最後に署名した回答だけが数えられます。開票のあと、アドレスと回答は公開されます。"
    )
    without = _(
        "締切までは何度でも変えられ、最後に署名した回答だけが数えられます。"
        "開票のあと、回答はこのアンケートだけの印と一緒に公開されます。アドレスは出ません。"
    )
    return str(with_account if weight else without)


@completes("dao.poll_ballot")
def keep_answer(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.polls.answer.complete(subject, signature)


def read_answer(rules: Rules, form: MultiDict[str, str]) -> tuple[int, ...]:
    """From the fields of the poll's mode. Raises: Invalid (answer)."""
    if rules.mode is Mode.SINGLE or rules.mode is Mode.APPROVAL:
        answer = _numbers(form.getlist("option"))
    elif rules.mode is Mode.RANKED:
        answer = _ranking(rules, form)
    elif rules.mode is Mode.PAIRWISE:
        answer = _numbers(word for name in form if name.startswith("pair-") for word in form[name].split("-") if word)
    else:
        answer = _numbers(form.get(f"option-{number}", "") or "0" for number in range(len(rules.options)))
    if not answer:
        raise Invalid("answer", "one_option")
    return answer


def _ranking(rules: Rules, form: Mapping[str, str]) -> tuple[int, ...]:
    places = {}
    for option in range(len(rules.options)):
        typed = form.get(f"option-{option}", "")
        if typed:
            (place,) = _numbers([typed])
            if place in places:
                raise Invalid("answer", "place_twice", place=place)
            places[place] = option
    return tuple(places[place] for place in sorted(places))


def _numbers(words: object) -> tuple[int, ...]:
    try:
        return tuple(int(word) for word in words)  # type: ignore[attr-defined]
    except ValueError:
        raise Invalid("answer", "option_unknown") from None
