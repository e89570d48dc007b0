"""A JSON-RPC proxy that misbehaves on order, to stand between the product and a real node in tests.

    with RpcProxy(node_url) as proxy:
        lost = proxy.inject(Fault.CUT, method="eth_sendRawTransaction", times=1)
        ...                                     # the client talks to proxy.url
        assert lost.fired == 1

Faults of one kind are tried in the order they were injected; `times=None` means until `remove()`.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import requests
from eth_utils import keccak

from tests.faults.lagging import as_seen, seen_so_far

Json = dict[str, Any]
_LOG_METHODS = frozenset({"eth_getLogs"})


class Fault(StrEnum):
    LATE_ANSWER = "late_answer"  # the node gets the request, its answer comes `seconds` later: the client times out
    CUT = "cut"  # the node gets the request, the connection closes without an answer
    REFUSE = "refuse"  # the connection closes, the node hears nothing
    UNAVAILABLE = "unavailable"  # HTTP 503, the node hears nothing
    TRUNCATE = "truncate"  # the node gets the request, half of the answer comes back
    DELAY = "delay"  # forwarded `seconds` later, answered properly
    LAG = "lag"  # the node knows nothing of its last `blocks` blocks
    REPEAT_LOGS = "repeat_logs"  # every log twice
    OMIT_LOGS = "omit_logs"  # logs for which `omit(log)` is true are missing; default: all of them
    DROP_TRANSACTION = "drop_transaction"  # answered with the hash, never forwarded
    ERROR = "error"  # a JSON-RPC error with `code` and `message`, the node hears nothing


_BEFORE = (Fault.REFUSE, Fault.UNAVAILABLE, Fault.DELAY)
_AFTER = (Fault.LATE_ANSWER, Fault.CUT, Fault.TRUNCATE)


@dataclass(eq=False)
class Injection:
    """One ordered fault. `fired` counts how often it struck."""

    fault: Fault
    method: str | None
    times: int | None
    seconds: float
    blocks: int
    code: int
    message: str
    omit: Callable[[Json], bool]
    fired: int = 0
    removed: threading.Event = field(default_factory=threading.Event)

    def remove(self) -> None:
        """Strike no more, and let go what it holds back."""
        self.removed.set()

    def matches(self, method: str) -> bool:
        spent = self.times is not None and self.fired >= self.times
        return not spent and not self.removed.is_set() and self.method in (None, method)


class RpcProxy:
    """`url` is where clients connect; `calls` counts methods as asked by clients, faults or not."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.calls: Counter[str] = Counter()
        self._injections: list[Injection] = []
        self._lock = threading.Lock()
        self._http = requests.Session()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def inject(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        times: int | None = None,
        seconds: float = 5.0,
        blocks: int = 1,
        code: int = -32000,
        message: str = "injected error",
        omit: Callable[[Json], bool] = lambda log: True,
    ) -> Injection:
        """Order a fault for `method` (None = every method), `times` times (None = until removed)."""
        injection = Injection(fault, method, times, seconds, blocks, code, message, omit)
        with self._lock:
            self._injections.append(injection)
        return injection

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            for injection in self._injections:
                injection.remove()
            self._injections.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._http.close()

    def answer(self, body: bytes) -> Answer:
        """What the client gets for `body`."""
        asked = json.loads(body)
        calls: list[Json] = asked if isinstance(asked, list) else [asked]
        methods = [str(call["method"]) for call in calls]
        with self._lock:
            self.calls.update(methods)
        before = self._strike(_BEFORE, methods)
        if before is not None and before.fault is Fault.DELAY:
            before.removed.wait(before.seconds)
        elif before is not None:
            return Answer(503 if before.fault is Fault.UNAVAILABLE else 0, b"")
        after = self._strike(_AFTER, methods)
        answered = [self._answer_one(call) for call in calls]
        payload = json.dumps(answered if isinstance(asked, list) else answered[0]).encode()
        if after is None:
            return Answer(200, payload)
        if after.fault is Fault.LATE_ANSWER:
            after.removed.wait(after.seconds)
            return Answer(200, payload)
        return Answer(0, b"") if after.fault is Fault.CUT else Answer(200, payload, sent=len(payload) // 2)

    def _strike(self, faults: tuple[Fault, ...], methods: list[str]) -> Injection | None:
        with self._lock:
            for injection in self._injections:
                if injection.fault in faults and any(injection.matches(method) for method in methods):
                    injection.fired += 1
                    return injection
        return None

    def _answer_one(self, call: Json) -> Json:
        method = str(call["method"])
        refused = self._strike((Fault.ERROR,), [method])
        if refused is not None:
            return _reply(call, error={"code": refused.code, "message": refused.message})
        if method == "eth_sendRawTransaction" and self._strike((Fault.DROP_TRANSACTION,), [method]):
            return _reply(call, result="0x" + keccak(hexstr=call["params"][0]).hex())
        lag = self._strike((Fault.LAG,), [method])
        reply = self._forward_lagging(call, lag.blocks) if lag is not None else self._forward(call)
        if method in _LOG_METHODS and isinstance(reply.get("result"), list):
            reply["result"] = self._spoil_logs(method, reply["result"])
        return reply

    def _spoil_logs(self, method: str, logs: list[Json]) -> list[Json]:
        omitting = self._strike((Fault.OMIT_LOGS,), [method])
        if omitting is not None:
            logs = [log for log in logs if not omitting.omit(log)]
        return logs + logs if self._strike((Fault.REPEAT_LOGS,), [method]) else logs

    def _forward_lagging(self, call: Json, blocks: int) -> Json:
        head = int(self._forward({"jsonrpc": "2.0", "id": 0, "method": "eth_blockNumber", "params": []})["result"], 16)
        limit = max(0, head - blocks)
        known = as_seen(call, limit)
        if known is None:
            return _reply(call, result=[] if call["method"] == "eth_getLogs" else None)
        reply = self._forward(known)
        if "result" in reply:
            reply["result"] = seen_so_far(str(call["method"]), reply["result"], limit)
        return reply

    def _forward(self, call: Json) -> Json:
        reply: Json = self._http.post(self.upstream, json=call, timeout=60).json()
        return reply


def _reply(call: Json, **outcome: Any) -> Json:
    return {"jsonrpc": "2.0", "id": call.get("id"), **outcome}


@dataclass(frozen=True)
class Answer:
    status: int  # 0 = close the connection without a word
    body: bytes
    sent: int | None = None  # bytes sent before the connection closes; None = all


class _Server(ThreadingHTTPServer):
    proxy: RpcProxy
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about; say nothing."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        answer = self.server.proxy.answer(self.rfile.read(int(self.headers["Content-Length"])))
        self.close_connection = answer.status != 200 or answer.sent is not None
        if answer.status == 0:
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close" if self.close_connection else "keep-alive")
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: answer.sent])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Quiet."""
