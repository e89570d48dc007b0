"""Who may import whom (pyproject.toml, [tool.importlinter]), and other rules that no single package can hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from chain.settings import Settings

ROOT = Path(__file__).parents[2]
# The names of Settings whose variable has another one's alias need no line of their own.
_SETTING = re.compile(r"^(?:# )?MUSUBI_([A-Z0-9_]+)=", re.MULTILINE)


def test_imports_go_down_the_layers_only() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_of_settings_names_every_setting() -> None:
    named = {name.lower() for name in _SETTING.findall((ROOT / ".env.example").read_text(encoding="utf-8"))}
    assert named == set(Settings.model_fields)


def test_lock_files_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
