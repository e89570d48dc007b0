"""`python -m chain.deploying.compile`: the contracts, where they have changed. For make and the checks."""

from __future__ import annotations

import sys

from chain.deploying.run import DeploymentFailed, compile_contracts

if __name__ == "__main__":
    try:
        compile_contracts()
    except DeploymentFailed as failed:
        sys.exit(str(failed))
