"""Who may see the pages of a service: the people whom its vendor has named. To all others it is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from app.access import current_account, requires_sign_in
from app.wiring import current_platform
from chain.errors import NotFound
from points.bridges.queries.services import service_of
from wallet import Role

View = TypeVar("View", bound=Callable[..., Any])


def for_vendors(view: View) -> View:
    """The view gets its `client_id` as the service. Raises (in the view): NotFound."""

    @wraps(view)
    def called(client_id: str, **kwargs: Any) -> Any:
        platform = current_platform()
        if not platform.wallet.has_role(current_account().address, Role.VENDOR, client_id):
            raise NotFound("service", client_id)
        with platform.db.read() as session:
            service = service_of(session, client_id)
        return view(service, **kwargs)

    return cast("View", requires_sign_in(called))
