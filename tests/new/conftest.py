from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SHIPPED = Path("policies")


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """The layers above, and one county of its own in each language of keys."""
    root = tmp_path / "policies"
    for name in ("000000-nation", "330000-zhejiang", "331004-luqiao", "331081-wenling"):
        shutil.copytree(
            SHIPPED / name, root / name, ignore=shutil.ignore_patterns("tests", "*-complies.yaml")
        )
    return root
