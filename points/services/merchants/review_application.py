"""Officers look at applications: accept, return for correction, reject; each by name, and the applicant hears of it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, MusubiError, NotFound
from chain.ids import Address, MunicipalityCode
from points.models import ApplicationState, MerchantAct, MerchantActKind, MerchantApplication
from points.ports import Cipher, Letters
from points.services.merchants.apply_as_merchant import Application, open_form, view
from points.services.merchants.suspend_merchant import check_reason
from points.services.register_merchant import MerchantEntry, Origin, RegisterMerchant, new_merchant_id
from points.signing import ToSign

_LETTERS = {
    MerchantActKind.RETURNED: (
        "お申し込みの確認のお願い / Please look at your application again",
        (
            "「{name}」のお申し込みについて、自治体から確認のお願いがあります。\n\n    {reason}\n\n"
            "次のページで直して、もう一度送ってください。入力した内容は残っています。\n{url}\n\n"
            "The town asks you to look at your application again (see above). What you typed is kept.\n"
        ),
    ),
    MerchantActKind.REJECTED: (
        "お申し込みの結果 / About your application",
        (
            "「{name}」のお申し込みは、次の理由でお受けできませんでした。\n\n    {reason}\n\n"
            "ご不明な点は、自治体の窓口にお問い合わせください。\n{url}\n\n"
            "The town could not accept your application, for the reason above. Please ask at the town office.\n"
        ),
    ),
    MerchantActKind.ACCEPTED: (
        "お申し込みを受け付けました / Your shop takes part",
        (
            "「{name}」は加盟店になりました。登録が終わると、このメールアドレスのアカウントで会計の画面を使えます。\n{url}\n\n"
            "Your shop takes part. Once it is registered, sign in to use the till.\n"
        ),
    ),
}


class ReviewApplication:
    """Does not check that the officer may; the surface does by role."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        cipher: Cipher,
        letters: Letters,
        registering: RegisterMerchant,
        public_url: str,
    ) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.letters = letters
        self.registering = registering
        self.public_url = public_url.rstrip("/")

    def all(self, municipality: MunicipalityCode) -> list[Application]:
        """Those that were sent to the town, what waits first, then the newest."""
        wanted = select(MerchantApplication).where(
            MerchantApplication.municipality == municipality, MerchantApplication.submitted_at.is_not(None)
        )
        with self.db.read() as session:
            rows = session.scalars(wanted.order_by(MerchantApplication.submitted_at.desc())).all()
        views = [view(self.cipher, row) for row in rows]
        return sorted(views, key=lambda one: one.state is not ApplicationState.SUBMITTED)

    def find(self, municipality: MunicipalityCode, application_id: int) -> Application:
        """Raises: NotFound, also when it was not sent to this town."""
        with self.db.read() as session:
            row = session.get(MerchantApplication, application_id)
        if row is None or row.municipality != municipality or row.submitted_at is None:
            raise NotFound("merchant_application", application_id)
        return view(self.cipher, row)

    def accept(self, municipality: MunicipalityCode, officer: Address, application_id: int) -> ToSign:
        """The shop as the applicant described it, for the officer to sign. Cut short, it is finished by a second call.

        Raises: NotFound, Conflict (application_decided), Invalid when the form is no longer right.
        """
        with self.db.write() as session:
            row = _load(session, municipality, application_id)
            form = view(self.cipher, row).read.or_refuse()
            is_new = row.state == ApplicationState.SUBMITTED
            if is_new:
                row.merchant_id = new_merchant_id(session)
                self._decide(session, row, officer, ApplicationState.ACCEPTED, MerchantActKind.ACCEPTED, "")
            if row.state != ApplicationState.ACCEPTED or row.merchant_id is None:
                raise Conflict("merchant_application", "application_decided")
            merchant_id, applicant = row.merchant_id, row.applicant
        entry = MerchantEntry(form.name_ja, form.name_en, form.category, "")
        origin = Origin(merchant_id=merchant_id, staff=applicant)
        self.registering.enter(municipality, officer, entry, form.shop, form.payout, origin)
        if is_new:
            self._write(municipality, application_id, MerchantActKind.ACCEPTED)
        return self.registering.resume(municipality, merchant_id)

    def send_back(self, municipality: MunicipalityCode, officer: Address, application_id: int, reason: str) -> bool:
        """For the applicant to correct. False when no mail could be sent.

        Raises: NotFound, Conflict (application_decided), Invalid (reason).
        """
        return self._answer(municipality, officer, application_id, reason, MerchantActKind.RETURNED)

    def reject(self, municipality: MunicipalityCode, officer: Address, application_id: int, reason: str) -> bool:
        """For good. False when no mail could be sent.

        Raises: NotFound, Conflict (application_decided), Invalid (reason).
        """
        return self._answer(municipality, officer, application_id, reason, MerchantActKind.REJECTED)

    def _answer(
        self, municipality: MunicipalityCode, officer: Address, application_id: int, reason: str, kind: MerchantActKind
    ) -> bool:
        words = check_reason(reason)
        with self.db.write() as session:
            row = _load(session, municipality, application_id)
            if row.state != ApplicationState.SUBMITTED:
                raise Conflict("merchant_application", "application_decided")
            self._decide(session, row, officer, ApplicationState(kind.value), kind, words)
        return self._write(municipality, application_id, kind)

    def _decide(
        self,
        session: Session,
        row: MerchantApplication,
        officer: Address,
        state: ApplicationState,
        kind: MerchantActKind,
        reason: str,
    ) -> None:
        now = self.clock.now()
        row.state, row.reason, row.decided_by, row.decided_at = state, reason, officer, now
        assert row.municipality is not None
        session.add(
            MerchantAct(
                municipality=row.municipality, officer=officer, kind=kind, about=row.id, name_ja=row.name_ja,
                reason=reason, at=now,
            )
        )  # fmt: skip

    def _write(self, municipality: MunicipalityCode, application_id: int, kind: MerchantActKind) -> bool:
        """The decision stands, whether the mail goes out or not."""
        with self.db.read() as session:
            row = _load(session, municipality, application_id, for_update=False)
            to, name, reason = open_form(self.cipher, row).get("contact", ""), row.name_ja, row.reason
        subject, body = _LETTERS[kind]
        url = f"{self.public_url}/shops/apply/{application_id}"
        try:
            self.letters.send(to, subject, body.format(name=name, reason=reason.replace("\n", "\n    "), url=url))
        except MusubiError:
            return False
        return True


def _load(
    session: Session, municipality: MunicipalityCode, application_id: int, *, for_update: bool = True
) -> MerchantApplication:
    row = session.get(MerchantApplication, application_id, with_for_update=for_update or None)
    if row is None or row.municipality != municipality or row.submitted_at is None:
        raise NotFound("merchant_application", application_id)
    return row
