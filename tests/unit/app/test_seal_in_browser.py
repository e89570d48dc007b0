"""What a browser seals, the server opens: the bundle's own code, run by Node, whose WebCrypto is a browser's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls import Mode
from dao.models.polls.sealing import TrusteeKey, deal, open_answer, poll_key_of, recover, unlock
from tests.unit.dao.polls.test_auditing import rules_of

ROOT = Path(__file__).parents[3]
POLL, VOTER = bytes(range(32)), Address("0x" + "11" * 20)
_SCRIPT = """
import { answerOf } from "./answers";
import { maySeal, sealAnswer } from "./box";

const { seal, forms } = JSON.parse(process.argv[2]);
const found = [];
for (const [question, fields] of forms) {
  const given = new FormData();
  for (const [name, value] of fields) given.append(name, value);
  try {
    const answer = answerOf(question, given);
    found.push(await sealAnswer({ ...seal, most: question.most }, answer));
  } catch (problem) {
    found.push(problem.message);
  }
}
console.log(JSON.stringify([await maySeal(), ...found]));
"""
FORMS: list[tuple[Mode, list[tuple[str, str]], tuple[int, ...] | str]] = [
    (Mode.SINGLE, [("option", "2")], (2,)),
    (Mode.SINGLE, [], "empty"),
    (Mode.APPROVAL, [("option", "3"), ("option", "0")], (0, 3)),
    (Mode.SCORE, [("option-0", "10"), ("option-2", "３")], (10, 0, 3, 0)),
    (Mode.QUADRATIC, [("option-0", "-6"), ("option-1", "8")], (-6, 8, 0, 0)),
    (Mode.QUADRATIC, [("option-0", "11")], "credits"),
    (Mode.QUADRATIC, [("option-0", "1.5")], "number"),
    (Mode.RANKED, [("option-0", "2"), ("option-3", "1")], (3, 0)),
    (Mode.RANKED, [("option-0", "1"), ("option-3", "1")], "twice"),
    (Mode.PAIRWISE, [("pair-0-1", "1-0"), ("pair-2-3", "2-3")], (1, 0, 2, 3)),
]


_KEY_SCRIPT = """
import { hexOf } from "./bytes";
import { newTrusteeKey } from "./trustee_key";

const key = await newTrusteeKey();
console.log(JSON.stringify([key.words, hexOf(key.publicKey)]));
"""


def run_in_node(script: str, given: dict[str, Any], tmp_path: Path) -> list[Any]:
    bundle = tmp_path / "bundle.mjs"
    build = [
        str(ROOT / "node_modules/.bin/esbuild"),
        "--bundle",
        "--format=esm",
        f"--outfile={bundle}",
        "--log-level=error",
    ]
    place = ["--platform=node", "--loader=ts"]
    subprocess.run([*build, *place], input=script, text=True, check=True, cwd=ROOT / "app/frontend/sealing")
    done = subprocess.run(["node", str(bundle), json.dumps(given)], capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def keys() -> list[TrusteeKey]:
    return [TrusteeKey.new() for _ in range(2)]


def test_every_kind_of_answer_sealed_in_a_browser_opens_as_it_was_given(keys: list[TrusteeKey], tmp_path: Path) -> None:
    seal = deal([(f"立会人{place}", key.public) for place, key in enumerate(keys)], 2)
    forms = []
    for mode, fields, _answer in FORMS:
        question = {"mode": mode, "options": 4, "credits": 100, "most": rules_of(mode).most_numbers}
        forms.append((question, fields))
    given = {"seal": {"key": seal.key, "poll": "0x" + POLL.hex(), "voter": VOTER}, "forms": forms}
    may_seal, *boxes = run_in_node(_SCRIPT, given, tmp_path)
    assert may_seal
    shares = {place: unlock(seal, place, key) or b"" for place, key in enumerate(keys, 1)}
    secret = recover(seal, shares)
    assert secret is not None
    for (mode, _fields, answer), box in zip(FORMS, boxes, strict=True):
        if isinstance(answer, str):
            assert box == answer
            continue
        rules = rules_of(mode)
        found = open_answer(poll_key_of(secret), POLL, VOTER, bytes.fromhex(box), rules.most_numbers)
        assert found == answer == rules.checked_answer(answer, 1)


def test_a_trustees_key_made_in_a_browser_is_read_here(tmp_path: Path) -> None:
    words, public_key = run_in_node(_KEY_SCRIPT, {}, tmp_path)
    assert TrusteeKey.read(words).public == TrusteeKey.read_public(public_key)
    for wrong in ("", "zz", "00" * 31):
        with pytest.raises(Invalid, match="key_mistyped"):
            TrusteeKey.read_public(wrong)
