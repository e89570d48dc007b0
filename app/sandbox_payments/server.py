"""The sandbox's pages and the part of Stripe's API that we use."""

from __future__ import annotations

import hmac
import secrets
import threading
from hashlib import sha256
from typing import Any

import requests
from flask import Flask, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_payments.book import Book
from chain.clock import TrialClock, unix
from chain.settings import Settings, plain

_LATE_SECONDS = 11 * 60  # the hold of ten minutes is over then
_AGAIN_SECONDS = 2.0
_ENDS = {
    "pay": ("paid", "checkout.session.completed", 0),
    "late": ("paid", "checkout.session.async_payment_succeeded", _LATE_SECONDS),
    "fail": ("unpaid", "checkout.session.async_payment_failed", 0),
}
_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action *; frame-ancestors 'none'; base-uri 'none'"


class Sandbox:
    """`notices_url`: where notices go."""

    def __init__(self, settings: Settings, notices_url: str) -> None:
        self.book = Book(settings.state_dir / "card-sandbox.db")
        self._key = plain(settings.card_secret_key)
        self._notice_secret = plain(settings.card_notice_secret)
        self._address = settings.card_sandbox_url
        self._notices_url = notices_url
        self._clock = TrialClock(settings.time_ahead_file)

    def app(self) -> Flask:
        flask = Flask("app.sandbox_payments", template_folder="templates", static_folder=None)
        flask.add_url_rule("/v1/checkout/sessions", view_func=self.create_session, methods=["POST"])
        flask.add_url_rule("/v1/refunds", view_func=self.create_refund, methods=["POST"])
        flask.add_url_rule("/pay/<payment_id>", view_func=self.show)
        flask.add_url_rule("/pay/<payment_id>/<end>", view_func=self.decide, methods=["POST"])
        flask.after_request(_guard)
        return flask

    def create_session(self) -> Response:
        self._require_key()
        form, name = request.form, f"cs_test_{secrets.token_hex(16)}"
        made = {
            "id": name,
            "object": "checkout.session",
            "url": f"{self._address}/pay/{name}",
            "client_reference_id": form["client_reference_id"],
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "currency": form["line_items[0][price_data][currency]"],
            "success_url": form["success_url"],
            "payment_intent": f"pi_test_{secrets.token_hex(16)}",
            "payment_status": "unpaid",
            "status": "open",
        }
        kept = self.book.once(f"session:{request.headers['Idempotency-Key']}", made)
        self.book.put(kept)
        return jsonify(kept)

    def create_refund(self) -> Response:
        self._require_key()
        made = {
            "id": f"re_test_{secrets.token_hex(16)}",
            "object": "refund",
            "payment_intent": request.form["payment_intent"],
            "amount": int(request.form["amount"]),
            "status": "succeeded",
        }
        return jsonify(self.book.once(f"refund:{request.headers['Idempotency-Key']}", made))

    def show(self, payment_id: str) -> str:
        return render_template("pay.html", payment=self.book.find(payment_id) or abort(404))

    def decide(self, payment_id: str, end: str) -> Response:
        payment = self.book.find(payment_id)
        if payment is None or end not in _ENDS:
            abort(404)
        self.book.decide(payment_id, *_ENDS[end])
        return redirect(payment["success_url"], 303)

    def send_notices(self) -> int:
        """How many were taken; the others are sent again after a while."""
        return sum(self._send(*notice) for notice in self.book.due())

    def send_until(self, stop: threading.Event) -> None:
        while not stop.wait(0.2):
            self.send_notices()

    def _send(self, notice_id: str, body: str) -> bool:
        moment = unix(self._clock.now())
        signed = hmac.new(self._notice_secret.encode(), f"{moment}.{body}".encode(), sha256).hexdigest()
        headers = {"Stripe-Signature": f"t={moment},v1={signed}", "Content-Type": "application/json"}
        try:
            answer = requests.post(self._notices_url, data=body.encode(), headers=headers, timeout=10)
        except requests.RequestException:
            self.book.put_off(notice_id, _AGAIN_SECONDS)
            return False
        if answer.ok:
            self.book.taken(notice_id)
        else:
            self.book.put_off(notice_id, _AGAIN_SECONDS)
        return answer.ok

    def _require_key(self) -> None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._key.encode()):
            abort(401)


def _guard(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
