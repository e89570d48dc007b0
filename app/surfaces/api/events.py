"""Events of connected services come in."""

from __future__ import annotations

from flask import Response, jsonify, make_response, request

from app.security import csrf
from app.surfaces.api import blueprint, quota
from app.wiring import current_platform
from points.bridges.services.receive_event import Request

CLIENT_HEADER = "Musubi-Client"
LARGEST_BYTES = 64 * 1024


@blueprint.post("/events")
@csrf.exempt  # type: ignore[untyped-decorator]  # signed by the service, which has no session
def take_event() -> Response:
    """202 as soon as the event is kept, also the second time; what follows is a job's.

    Raises: ServiceUnknown, SignatureRefused, ServiceStopped, EventRefused, EventIdReused.
    """
    request.max_content_length = LARGEST_BYTES
    quota.count_address()
    headers = {name.lower(): value for name, value in request.headers.items()}
    asked = Request(request.headers.get(CLIENT_HEADER, ""), request.get_data(), headers)
    receive = current_platform().points.bridges.receive
    service = receive.identify(asked)
    quota.count_service(service.client_id)
    is_new = receive.take(service, asked)
    return make_response(jsonify({"status": "accepted" if is_new else "known"}), 202)


blueprint.after_request(quota.add_headers)
