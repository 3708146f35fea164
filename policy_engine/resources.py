"""The one place that knows where shipped files lie.

A checkout keeps `policies/` and `schemas/` beside the package; a wheel installs
them beside it as `policy_engine_policies` and `policy_engine_schemas`, because
site-packages is shared and `policies` would be anybody's name. Both are looked
for beside *this* package only: a search by import could pair one version's code
with another version's policies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Resource = Literal["policies", "schemas", "rulebook"]

_PACKAGE = Path(__file__).resolve().parent


class ResourceMissingError(Exception):
    """The installation is damaged: a folder that ships with the product is not there."""


def shipped(resource: Resource) -> Path:
    """The folder of the policies, schemas or rulebook that ship with this very code.

    Shipped policies are examples: a command never falls back on them by itself.
    Raises ResourceMissingError, in both languages, when the folder is not there.
    """
    if resource == "rulebook":
        folder = _PACKAGE / "rulebook"
    elif _is_checkout(_PACKAGE.parent):
        folder = _PACKAGE.parent / resource
    else:
        folder = _PACKAGE.parent / f"policy_engine_{resource}"
    if not folder.is_dir():
        raise ResourceMissingError(
            f"安装不完整:找不到随产品提供的文件夹“{folder}”,请重新安装 policy-engine。"
            f" The installation is incomplete: the folder {folder} that ships with the product"
            " is missing; install policy-engine again."
        )
    return folder


def _is_checkout(folder: Path) -> bool:
    return (folder / "pyproject.toml").is_file()
