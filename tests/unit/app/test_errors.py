"""No error without a status and a sentence; every code that our own code raises has words of its own."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from app.errors import STATUS, all_sentences, sentence, status_of
from chain.errors import ChainError, Conflict, IdentityError, Invalid, MusubiError

ROOT = Path(__file__).parents[3]
PACKAGES = ("chain", "points", "marketplace", "dao", "wallet", "app")


def every_class(root: type[MusubiError] = MusubiError) -> Iterator[type[MusubiError]]:
    yield root
    for leaf in root.__subclasses__():
        yield from every_class(leaf)


@pytest.fixture(scope="module", autouse=True)
def everything_is_imported() -> None:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(import_module(package).__path__, package + "."):
            if not found.name.startswith(("chain.deploying.with_ape", "app.cli.__main__", "app.migrations")):
                import_module(found.name)


def test_every_class_of_the_tree_has_a_status() -> None:
    assert [cls for cls in every_class() if not any(base in STATUS for base in cls.__mro__)] == []


def test_every_class_of_the_tree_has_a_sentence_of_its_own() -> None:
    known = {key if isinstance(key, type) else key[0] for key in all_sentences()}
    ours = {cls for cls in every_class() if cls.__module__.split(".")[0] in PACKAGES}
    # Errors of commands and of serving processes among themselves never reach a page.
    silent = {cls for cls in ours if issubclass(cls, ChainError) and cls.__module__.startswith("chain.")} - known
    assert {cls.__name__ for cls in ours - known - silent} == set()


def codes_in_use() -> Iterator[tuple[str, str, str]]:
    """(class, code, where) of every Invalid("field", "code"), Conflict("what", "code") and the like in our code."""
    by_name = {cls.__name__: cls for cls in every_class() if issubclass(cls, (Invalid, Conflict, IdentityError))}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in by_name):
                    continue
                place = 0 if issubclass(by_name[call.func.id], IdentityError) else 1
                if len(call.args) > place and isinstance(given := call.args[place], ast.Constant):
                    yield call.func.id, str(given.value), f"{path.relative_to(ROOT)}:{call.lineno}"


def test_every_code_in_use_has_words_of_its_own() -> None:
    known = {(key[0].__name__, key[1]) for key in all_sentences() if isinstance(key, tuple)}
    by_name = {cls.__name__: cls for cls in every_class()}
    missing = [
        f"{where} {name}({code})"
        for name, code, where in codes_in_use()
        if not any((base.__name__, code) in known for base in by_name[name].__mro__)
    ]
    assert missing == []


def test_the_words_take_values_from_the_error(app: Flask) -> None:
    class TooLate(Invalid):
        pass

    all_sentences()[TooLate] = "%(limit)s時までです（%(field)s）"
    try:
        with app.test_request_context("/"):
            assert sentence(TooLate("order", "late", limit=18)) == "18時までです（order）"
            assert status_of(TooLate("order", "late")) == 422
    finally:
        del all_sentences()[TooLate]
        del TooLate
