"""`python -m bench [NAME …]`: all measurements, or the named ones, each a module here with a `main`."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = (
    "artwork", "gas", "indexing", "relaying", "payments", "till", "campaign", "catalogue", "audit", "forecast",
    "relief",
    "visitors", "analytics",
)  # fmt: skip


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.exit(f"no such measurement: {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    for name in names or NAMES:
        print(f"== {name}", flush=True)
        import_module(f"bench.{name}").main()
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
