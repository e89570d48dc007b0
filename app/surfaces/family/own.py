"""One's own family page: register, invite, agree or not, end, and what was done."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import place
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.family import blueprint
from app.surfaces.family.words import ENDED_BY, RELATIONS, STATES, act_words
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from wallet.errors import FamilyRefused
from wallet.models.family import MOST_WARDS, FamilyBond, Relation

WAYS = ("child", "adult", "invite")
_FIELDS = ("display_name", "birth_month", "relation", "town", "who", "is_mine")
Page = str | tuple[str, int] | AnyResponse


@blueprint.get("/account/family")
@requires_sign_in
def show() -> str:
    return _own()


def _own(offering: int = 0, who: str = "", error: str = "") -> str:
    """`offering`: the bond whose form for a second guardian was refused, with `who` was typed there and why."""
    platform, me = current_platform(), current_account().address
    families = platform.wallet.families
    bonds, acts = families.directory.of(me), families.directory.acts(me)
    with platform.db.read() as session:
        ways = {one.id: families.hand_over.way_of(session, one) for one in bonds}
    people = {address for one in bonds for address in (one.guardian, one.ward)}
    return render_template(
        "family/own.html",
        me=me,
        mine=[one for one in bonds if one.guardian == me],
        mine_as_ward=[one for one in bonds if one.ward == me],
        acts=[(act, bond, act_words(act.act)) for act, bond in acts],
        names=platform.wallet.names(people | {bond.guardian for _act, bond in acts}),
        ways=ways,
        relations=RELATIONS,
        states=STATES,
        ended_by=ENDED_BY,
        most=MOST_WARDS,
        offering=offering,
        who=who,
        error=error,
    )


@blueprint.get("/account/family/new")
@requires_sign_in
def new_ward() -> str:
    way = request.args.get("way", "")
    return _form(way if way in WAYS else "child", Typed.of(_FIELDS, {"relation": Relation.PARENT}))


@blueprint.post("/account/family")
@limiter.limit("20 per hour", key_func=per_person)
@requires_sign_in
def register() -> Page:
    way, typed = request.form.get("way", ""), Typed.of(_FIELDS, request.form)
    try:
        _register(way, typed.values)
    except Invalid as error:
        typed.refuse(error)
        return _form(way, typed), 422
    except FamilyRefused as error:
        return _form(way, typed, sentence(error)), status_of(error)
    flash(_WORDS[way](), "success")
    return redirect(url_for("family.show"), 303)


@blueprint.post("/account/family/<int:bond_id>/acceptance")
@requires_sign_in
def accept(bond_id: int) -> AnyResponse:
    """Raises: NotFound."""
    current_platform().wallet.families.confirm.accept(bond_id, current_account().address)
    flash(_("認めました。いつでもこのページでやめられます。"), "success")
    return redirect(url_for("family.show"), 303)


@blueprint.post("/account/family/<int:bond_id>/withdrawal")
@requires_sign_in
def withdraw(bond_id: int) -> AnyResponse:
    """Raises: NotFound."""
    current_platform().wallet.families.end.withdraw(bond_id, current_account().address)
    flash(_("終わりました。代わりに操作することは、もうできません。"), "success")
    return redirect(url_for("family.show"), 303)


@blueprint.post("/account/family/<int:bond_id>/guardians")
@limiter.limit("20 per hour", key_func=per_person)
@requires_sign_in
def offer(bond_id: int) -> Page:
    """Raises: NotFound."""
    who = request.form.get("who", "")
    try:
        families = current_platform().wallet.families
        families.register.offer(current_account().address, bond_id, who)
        flash(_("頼みました。相手が引き受けると、その人も操作できるようになります。"), "success")
    except (Invalid, FamilyRefused) as error:
        return _own(bond_id, who, sentence(error)), status_of(error)
    return redirect(url_for("family.show"), 303)


def _register(way: str, values: dict[str, str]) -> FamilyBond:
    register, me = current_platform().wallet.families.register, current_account().address
    if way == "child":
        if not values["is_mine"]:
            raise Invalid("is_mine", "not_declared")
        return register.child(me, values["display_name"], values["birth_month"])
    if way == "adult":
        return register.adult(me, values["display_name"], _relation(values), _town(values["town"]))
    return register.invite(me, values["who"], _relation(values))


def _relation(values: dict[str, str]) -> Relation:
    if values["relation"] not in set(Relation):
        raise Invalid("relation", "unknown_relation")
    return Relation(values["relation"])


def _town(typed: str) -> MunicipalityCode:
    if typed not in dict(_towns()):
        raise Invalid("town", "unknown_town")
    return MunicipalityCode(typed)


def _towns() -> list[tuple[str, str]]:
    platform = current_platform()
    with platform.db.read() as session:
        return [(str(town.code), place(town)) for town in platform.municipalities.all(session)]


def _form(way: str, typed: Typed, error: str = "") -> str:
    relations = [(key, words) for key, words in RELATIONS.items() if way == "invite" or key != Relation.CHILD]
    return render_template(
        "family/new.html", way=way if way in WAYS else "child", typed=typed, error=error, relations=relations,
        towns=[("", _("選んでください")), *_towns()], most=MOST_WARDS,
    )  # fmt: skip


_WORDS = {
    "child": lambda: _("登録しました。「この人として操作する」を押すと、切り替わります。"),
    "adult": lambda: _("申し込みました。書類を持って、まちの窓口へお越しください。"),
    "invite": lambda: _("頼みました。本人が認めると、操作できるようになります。"),
}
