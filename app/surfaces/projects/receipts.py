"""A supporter's receipts for donations: for which years, asked for with name and address, as a paper, and its check."""

from __future__ import annotations

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.downloads import document
from app.errors import sentence
from app.papers.donation_receipt import donation_receipt_pdf
from app.papers.pieces import unprintable
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.projects import blueprint
from app.wiring import current_platform
from chain.errors import Invalid
from marketplace.models.projects.errors import ReceiptNotDue, ReceiptUnknown
from marketplace.models.projects.receipts import Donor, kept_until
from marketplace.services.projects.issue_receipt import IssueReceipt

_FIELDS = ("name", "address")


@blueprint.get("/projects/<int:number>/receipts")
@requires_sign_in
def list_receipts(number: int) -> str:
    """Raises: ProjectUnknown, also for who has pledged nothing to it."""
    view, years = _receipts().years(number, current_account().address)
    return render_template("projects/receipts.html", view=view, project=view.project, years=years)


@blueprint.get("/projects/<int:number>/receipts/<int:year>")
@requires_sign_in
def show_receipt(number: int, year: int) -> str:
    """Raises: ProjectUnknown, ReceiptUnknown."""
    account = current_account().address
    donor = _receipts().of_year(number, account, year).donor
    kept = current_platform().wallet.identity.read.kept(account)  # as the person agreed at the identity check
    from_card = {"name": kept.name, "address": kept.address} if kept else {}
    return _page(number, year, Typed.of(_FIELDS, donor.as_json() if donor else from_card))


@blueprint.post("/projects/<int:number>/receipts/<int:year>")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def issue_receipt(number: int, year: int) -> AnyResponse | tuple[str, int]:
    """Raises: ProjectUnknown, ReceiptUnknown."""
    typed = Typed.of(_FIELDS, request.form)
    try:
        for name in _FIELDS:
            _require_printable(name, typed.values[name])
        _receipts().issue(number, current_account().address, year, Donor(**typed.values))
    except Invalid as error:
        typed.refuse(error)
        return _page(number, year, typed), 422
    except ReceiptNotDue as error:
        flash(sentence(error), "error")
    return redirect(url_for("projects.show_receipt", number=number, year=year), 303)


@blueprint.get("/projects/<int:number>/receipts/<int:year>.pdf")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def download_receipt(number: int, year: int) -> Response:
    """Raises: ProjectUnknown, ReceiptUnknown, also where name and address are erased."""
    found = _receipts().of_year(number, current_account().address, year)
    receipt = found.year.receipt
    if receipt is None or found.donor is None:
        raise ReceiptUnknown(f"{number}/{year}")
    settings, token = current_platform().settings, _serializer().dumps([receipt.id, receipt.edition])
    address = settings.public_url.rstrip("/") + url_for("projects.check_receipt", token=token)
    paper = donation_receipt_pdf(receipt, found.donor, address, is_demonstration=settings.demo)
    return document(f"donation-{receipt.number}.pdf", paper)


@blueprint.get("/receipts/donations/<token>")
@limiter.limit("30 per minute")
def check_receipt(token: str) -> str:
    """Whether a paper is genuine and its edition the newest, for who holds it; without name and address.

    Raises: ReceiptUnknown.
    """
    try:
        receipt_id, edition = (int(part) for part in _serializer().loads(token))
    except (BadSignature, TypeError, ValueError):
        raise ReceiptUnknown(token) from None
    receipt = _receipts().find(receipt_id)
    is_newest = edition == receipt.edition
    return render_template("projects/receipt_check.html", receipt=receipt, project=receipt.project, is_newest=is_newest)


def _page(number: int, year: int, typed: Typed) -> str:
    found = _receipts().of_year(number, current_account().address, year)
    return render_template(
        "projects/receipt.html", view=found.view, project=found.view.project, found=found.year,
        is_erased=found.year.receipt is not None and found.donor is None, typed=typed, kept_until=kept_until(year),
        year=year,
    )  # fmt: skip


def _require_printable(name: str, words: str) -> None:
    """Raises: Invalid (unprintable) with the signs that the paper's typeface lacks."""
    if signs := unprintable(" ".join(words.split())):
        raise Invalid(name, "unprintable", signs=signs[:10])


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="donation receipt")


def _receipts() -> IssueReceipt:
    return current_platform().marketplace.projects.receipts
