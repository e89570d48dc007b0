"""12-digit My Numbers in every address that takes anything, by everybody who may send something there: refused with a
plain sentence where it would have been taken, and kept in no table and no log line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app import my_numbers
from chain import refusing
from tests.web.access.conftest import World

_TEMPLATES = Path(__file__).parents[3] / "app" / "templates"
_NUMBER = "123456789018"  # a valid check digit, nobody's number
_WAYS = (_NUMBER, "番号は１２３４－５６７８　９０１８です", "1234-5678-9018")
_BRIEFLY = {"Accept": "application/json"}
_SENTENCE = "個人番号（マイナンバー）とみられる12桁の数字が含まれています"
_ANYWHERE = "/account/sessions/revocation"  # reads no words and so looks for none


def _fields() -> list[str]:
    """Of all our forms, so that every view finds those that it reads."""
    named = re.compile(r'(?: name="|_field\(")([a-z_0-9]+)"')
    pages = (path.read_text(encoding="utf-8") for path in _TEMPLATES.rglob("*.html"))
    return sorted({name for page in pages for name in named.findall(page)} - my_numbers.NEVER_MISTAKEN.keys())


@pytest.mark.parametrize("is_owner", [True, False])
def test_no_address_keeps_a_my_number_and_none_says_that_all_is_well(world: World, is_owner: bool) -> None:
    """In all fields at once, sent by who serves there or owns what it is about, and by who does not."""
    sender, typed, tried = world.owner if is_owner else world.stranger, dict.fromkeys(_fields(), _WAYS[1]), 0
    assert len(typed) > 200
    with capture_logs() as lines:
        for rule, path, method in world.posts():
            assert sender.open(path, method=method, data=typed, headers=_BRIEFLY).status_code >= 400, rule
            tried += 1
    assert tried > 400
    assert world.dump() == world.everything
    assert not [line for line in lines if "５６７８" in str(line)]


@pytest.mark.parametrize("text", _WAYS)
def test_what_was_typed_comes_back_to_be_put_right_and_is_then_taken(world: World, text: str) -> None:
    answer = world.owner.post(f"{_ANYWHERE}?lang=ja", data={"note": f"電話 {text}", "way": "使う"})
    assert answer.status_code == 422 and _SENTENCE in answer.text
    assert f"電話 {text}</textarea>" in answer.text  # open to be changed
    assert '<input type="hidden" name="way" value="使う">' in answer.text  # nothing is lost
    assert f'action="{_ANYWHERE}?lang=ja"' in answer.text
    assert world.dump() == world.everything
    assert world.owner.post(_ANYWHERE, data={"note": "電話", "way": "使う"}).status_code == 303


def test_a_part_of_a_page_says_it_above_and_a_program_gets_a_reason(world: World) -> None:
    part = world.owner.post(_ANYWHERE, data={"note": _NUMBER}, headers={"HX-Request": "true"})
    assert part.status_code == 422 and part.headers["HX-Retarget"] == "#notices" and _SENTENCE in part.text
    told = world.owner.post(_ANYWHERE, json={"notes": [{"code": int(_NUMBER)}]}, headers={"Accept": "application/json"})
    assert told.json is not None
    assert (told.status_code, told.json["reason"], told.json["field"]) == (422, "my_number", "code")
    assert world.dump() == world.everything


def test_a_form_shows_it_at_its_field_with_all_that_was_typed(world: World) -> None:
    answer = world.owner.post("/shops/apply", data={"name_ja": _NUMBER, "name_en": "Bakery"})
    assert answer.status_code == 422 and _SENTENCE in answer.text
    assert 'value="Bakery"' in answer.text and 'id="name_ja-error"' in answer.text
    assert world.dump() == world.everything


def test_other_long_numbers_are_taken(world: World) -> None:
    others = ("4901234567894", "123456789012", "090-1234-5678", "+819012345677", "T1234567890123", "0x" + "7" * 64)
    assert world.owner.post(_ANYWHERE, data=dict(zip("abcdef", others, strict=True))).status_code == 303


def test_the_number_of_a_parcel_is_taken_for_what_it_is(world: World) -> None:
    with world.app.test_request_context("/", method="POST", data={"tracking": _NUMBER}):
        assert world.app.preprocess_request() is None
        assert refusing.present() is None


def test_what_is_refused_elsewhere_is_there(world: World) -> None:
    endpoints = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    assert my_numbers.ELSEWHERE.keys() | {endpoint for endpoint, _ in my_numbers.ROWS_ELSEWHERE} <= endpoints
