"""What the hand-written checks need of policy and ledger, as plain sets and mappings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from policy_engine.resources import shipped

COUNTY, TOWNSHIP = "331004", "331004003"
_PROVINCE_FILE = "330000-zhejiang/2023-01-01.yaml"
_COUNTY_FILE = "331004-luqiao/2025-01-01.yaml"
_LEDGER_FILE = "331004-luqiao/ledger/2024-01-01.yaml"


def _read(file: str) -> Any:
    return yaml.safe_load((shipped("policies") / file).read_text(encoding="utf-8"))


class Policy:
    """The parameters for one township; its class is listed by code."""

    def __init__(self) -> None:
        province, county, ledger = _read(_PROVINCE_FILE), _read(_COUNTY_FILE), _read(_LEDGER_FILE)
        self._of_classification(county["classification"])
        self._of_institutions(province["institutions"], county["institutions"])
        self._of_posts(province["posts"], county["posts"])
        self.duties_min: int = county["duties"]["per_post"]["min"]
        self.duties_max: int = county["duties"]["per_post"]["max"]
        self.added = {d["code"]: str(d["from"]) for d in county["divisions"]["added"]}
        versions = sorted(file.stem for file in (shipped("policies") / _COUNTY_FILE).parent.glob("*.yaml"))
        later = [version for version in versions if version > Path(_COUNTY_FILE).stem]
        self.later_from: str | None = later[0] if later else None
        self._of_ledger(ledger["townships"][TOWNSHIP])

    def _of_classification(self, classification: Any) -> None:
        self.class_: str = classification["townships"][TOWNSHIP]
        self.positions = frozenset(classification["positions"])

    def _of_institutions(self, province: Any, county: Any) -> None:
        id_ = county["template"]["values"][self.class_]
        template = next(t for t in province["templates"] if t["id"] == id_)
        self.template: str = id_
        self.institution_kinds = frozenset(template["institution_kinds"])
        self.command_rooms: int = template["command_room"]
        self.platforms: list[str] = template["platforms"]
        self.special_max: int = county["special"]["max"]["values"][self.class_]
        self.specials = frozenset(c["id"] for c in county["special"]["catalogue"])

    def _of_posts(self, province: Any, county: Any) -> None:
        self.counted_kinds = frozenset(province["counted_kinds"])
        self.statement_parts = tuple(province["statement_parts"])
        self.cap: int = county["cap"]["values"][self.class_]
        self.kind_max: dict[str, int] = county["kind_max"]
        self.seats_max: int = county["seats_max"]
        self.special_task_months: int = county["special_task"]["max_months"]
        self.special_task_seats: int = county["special_task"]["seats_max"]
        self.exempt_status = frozenset(county["exempt"]["status"])
        self.exempt_establishment = frozenset(county["exempt"]["establishment"])
        self.concurrent_max: int = county["concurrent_max"]
        self.featured_percent = int(county["featured_share"].rstrip("%"))
        self.leader_titles = tuple(county["leader_titles"])
        self.catalogue_kinds = {c["id"]: frozenset(c["kinds"]) for c in county["catalogue"]}
        self.catalogue_max = {c["id"]: c["max"] for c in county["catalogue"] if "max" in c}
        self.ratios = [_ratio(each) for each in county["grade_ratios"]]

    def _of_ledger(self, ledger: Any) -> None:
        self.ledger = ledger
        self.approved = {i["name"]: i for i in ledger["institutions"]}
        self.grade_max = {(g["series"], g["level"]): g["max"] for g in ledger["grades"]}


def _ratio(declared: Any) -> tuple[str, str, frozenset[int], frozenset[int], int, int]:
    """(id, series, levels, of, over, under): at most over/under of `of` may be in `levels`."""
    over, under = declared["at_most"].split("/")
    levels, of = frozenset(declared["levels"]), frozenset(declared["of"])
    return declared["id"], declared["series"], levels, of, int(over), int(under)
