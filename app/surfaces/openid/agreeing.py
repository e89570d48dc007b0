"""The person's answer to a service's question."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.openid import blueprint
from app.surfaces.openid.asking import answered, checked, signed_in_at
from app.surfaces.openid.server import server
from app.wiring import current_platform
from chain.errors import Forbidden
from wallet.openid.scopes import parse_scopes


@blueprint.post("/openid/consents")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def decide() -> Response:
    """The question stands in the address, checked once more; what is left unticked is not given.

    Raises: Forbidden.
    """
    account, asked, openid = current_account().address, server(signed_in_at()), current_platform().openid
    grant = checked(asked, account)
    if isinstance(grant, Response):
        return grant
    service = grant.client.service
    if service.is_in_test and not openid.may_try(account, service):
        raise Forbidden("try a service in test", account)
    if request.form.get("decision") != "agree":
        return answered(asked, grant, None)
    given = parse_scopes(" ".join(request.form.getlist("give")))
    openid.consents.give(account, grant.client, parse_scopes(grant.request.scope), given)
    return answered(asked, grant, account)
