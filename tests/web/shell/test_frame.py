"""The frame of every page: header by role, language, errors, security headers, health."""

from __future__ import annotations

import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.errors import Conflict, Forbidden, Invalid, NodeUnavailable, NotFound
from tests.fixtures.web import AppWith, SignIn
from wallet import Role


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    return app_with("failing", put_failing_pages)


def put_failing_pages(app: Flask) -> None:
    """Which fail in every way."""
    failures: dict[str, Exception] = {
        "missing": NotFound("listing", 7),
        "invalid": Invalid("points", "not_whole", value="1.5"),
        "conflict": Conflict("order", "idempotency_key"),
        "forbidden": Forbidden("act as officer"),
        "node": NodeUnavailable("http://127.0.0.1:9", "ConnectionError"),
        "bug": RuntimeError("a secret that nobody may see"),
    }

    @app.get("/failing/<name>")
    def failing(name: str) -> str:
        if name.isdigit():
            abort(int(name))
        raise failures[name]

    app.add_url_rule("/posting", view_func=lambda: "posted", methods=["POST"], endpoint="posting")


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("missing", 404, "見つかりませんでした"),
        ("invalid", 422, "数字だけで入力してください"),
        ("conflict", 409, "別の内容で受け付けられています"),
        ("forbidden", 403, "権限がありません"),
        ("node", 503, "受け付けた操作は失われません"),
        ("bug", 500, "問題が起きました"),
        ("413", 413, "8MB以下"),
        ("429", 429, "しばらく待ってから"),
        ("418", 418, "送られた内容に誤り"),
    ],
)
def test_an_error_becomes_a_page_with_a_sentence(client: FlaskClient, name: str, status: int, words: str) -> None:
    answer = client.get(f"/failing/{name}")
    assert answer.status_code == status
    assert words in answer.text
    assert "secret" not in answer.text


def test_htmx_gets_a_notice_for_the_top_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/failing/conflict", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#notices"
    assert 'role="alert"' in answer.text
    assert "<html" not in answer.text


def test_a_program_gets_a_problem_document(client: FlaskClient) -> None:
    answer = client.get("/failing/invalid", headers={"Accept": "application/json"})
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json() == {
        "type": "about:blank",
        "title": "入力内容を確認してください",
        "status": 422,
        "detail": "数字だけで入力してください。",
        "field": "points",
        "reason": "not_whole",
    }


def test_every_answer_has_the_security_headers(client: FlaskClient) -> None:
    headers = client.get("/nowhere").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_the_nonce_is_new_each_time(client: FlaskClient) -> None:
    nonces = {re.findall(r"nonce-([^']+)", client.get("/nowhere").headers["Content-Security-Policy"])[0] for _ in "ab"}
    assert len(nonces) == 2


def test_a_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/posting")
    assert answer.status_code == 400
    assert "ページを読み込み直して" in answer.text


def test_a_visitor_sees_sign_in_and_no_rooms_of_others(client: FlaskClient) -> None:
    page = client.get("/nowhere").text
    assert "/signin" in page
    assert "/terminal/" not in page
    assert "/console/" not in page


def test_staff_and_officers_find_their_rooms_in_the_header(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.MERCHANT_STAFF, "12"), (Role.OFFICER, "292125")])
    page = client.get("/nowhere").text
    assert 'href="/terminal/12"' in page
    assert 'href="/console/292125"' in page


def test_the_switch_leads_to_the_same_page_in_english(client: FlaskClient) -> None:
    assert 'href="/nowhere?page=2&amp;lang=en"' in client.get("/nowhere?page=2").text


def test_alive_but_not_ready_while_the_node_does_not_answer(client: FlaskClient, platform: Platform) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.get_json()["parts"]["database"] == "ok"
    assert platform.settings.chain_rpc_url in answer.get_json()["parts"]["node"]


def test_metrics_are_served(client: FlaskClient) -> None:
    client.get("/nowhere")
    assert "musubi_request_seconds" in client.get("/metrics").text
