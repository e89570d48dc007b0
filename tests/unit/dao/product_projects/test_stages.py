"""Where a product project stands follows from what happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chain.errors import Invalid
from chain.units import Yen
from dao.models.product_projects import ApplicationWords, Outcome, ProjectWords, Situation, Stage, Standing

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(seconds=1)
CHOSEN = Outcome.DECIDED


@pytest.mark.parametrize(
    ("standing", "situation"),
    [
        (Standing(), Situation.BEGUN),
        (Standing(vote=Outcome.OPEN), Situation.VOTING),
        (Standing(vote=Outcome.COUNTING), Situation.COUNTING),
        (Standing(vote=Outcome.UNDECIDED), Situation.UNDECIDED),
        (Standing(vote=CHOSEN), Situation.PROTOTYPE_CHOSEN),
        (Standing(vote=CHOSEN, apply_until=LATER, applicants=3), Situation.APPLYING),
        (Standing(vote=CHOSEN, apply_until=EARLIER), Situation.NO_APPLICANTS),
        (Standing(vote=CHOSEN, apply_until=NOW, applicants=1), Situation.APPLIED),
        (Standing(vote=CHOSEN, apply_until=EARLIER, applicants=2, maker_vote=Outcome.OPEN), Situation.MAKER_VOTING),
        (
            Standing(vote=CHOSEN, apply_until=EARLIER, applicants=2, maker_vote=Outcome.COUNTING),
            Situation.MAKER_COUNTING,
        ),
        (Standing(vote=CHOSEN, apply_until=EARLIER, applicants=2, maker_vote=CHOSEN), Situation.MAKER_VOTED),
        (
            Standing(vote=CHOSEN, apply_until=EARLIER, applicants=2, maker_vote=Outcome.UNDECIDED),
            Situation.MAKER_UNDECIDED,
        ),
        (Standing(vote=CHOSEN, apply_until=EARLIER, applicants=2, has_maker=True), Situation.MAKER_CHOSEN),
        (Standing(vote=CHOSEN, apply_until=EARLIER, has_maker=True, has_offer=True), Situation.OFFERED),
        (Standing(vote=CHOSEN, apply_until=EARLIER, has_maker=True, is_on_sale=True), Situation.ON_SALE),
    ],
)
def test_what_a_project_waits_for(standing: Standing, situation: Situation) -> None:
    assert standing.situation(NOW) is situation


def test_every_situation_has_its_stage_and_none_is_passed_over() -> None:
    assert [situation.stage for situation in Situation] == sorted(
        (situation.stage for situation in Situation), key=list(Stage).index
    )
    assert {situation.stage for situation in Situation} == set(Stage)


def test_words_of_a_project_and_an_application_are_checked() -> None:
    words = ProjectWords("みかんの コーラ", "", "**書く**", "", picture="cid", picture_words="")
    with pytest.raises(Invalid, match="picture_words: empty"):
        words.checked()
    with pytest.raises(Invalid, match="body_ja: empty"):
        ProjectWords("題", "", " ", "").checked()
    today = date(2026, 11, 24)
    fine = ApplicationWords(" つくれます ", Yen(500), 100, today)
    assert fine.checked(today).words == "つくれます"
    for wrong, field in (
        (ApplicationWords("つくる", Yen(0), 1, today), "price"),
        (ApplicationWords("つくる", Yen(1), 0, today), "quantity"),
        (ApplicationWords("つくる", Yen(1), 1, today - timedelta(days=1)), "ready_on"),
        (ApplicationWords("番号は 123456789018 です", Yen(1), 1, today), "words"),
        (ApplicationWords("あ" * 601, Yen(1), 1, today), "words"),
    ):
        with pytest.raises(Invalid, match=field):
            wrong.checked(today)
