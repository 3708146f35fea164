"""A folder of policies in which everything can be issued, and the marks to issue it with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from policy_engine.app.issue import Issuance, issue
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.policyset.layer import read_layer
from policy_engine.policyset.register import IssueCheck, Register
from policy_engine.policyset.register_entry import IssueMark
from policy_engine.policyset.repository import Repository

HERE = Path(__file__).parent
MARK = IssueMark(number="路编〔2024〕1号", by="中共路桥区委机构编制委员会", date=datetime.date(2024, 1, 1))
PROVINCE = "330000-zhejiang/2023-01-01.yaml"
COUNTY = "331004-luqiao/2024-01-01.yaml"
LATER = "331004-luqiao/2025-01-01.yaml"
TEXTS = {
    PROVINCE: """\
文件类型: policy
辖区代码: "330000"
名称: 浙江省
版本: "2023.1"
状态: 草案
印发: null
有效期: {起: 2023-01-01}
""",
    COUNTY: """\
# 路桥区：岗位管理办法
kind: policy
jurisdiction: "331004"
name: 路桥区
parent: "330000"
version: "2024.1"
status: draft        # 待印发
effective: {from: 2024-01-01, until: 2024-12-31}
posts: {cap: 90}     # 来源：区委编委会议纪要
""",
    LATER: """\
kind: policy
jurisdiction: "331004"
name: 路桥区
parent: "330000"
version: "2025.1"
status: draft
effective: {from: 2025-01-01}
posts: {cap: 88}
""",
}


def nothing_blocks() -> Sequence[Diagnostic]:
    return ()


def something_blocks() -> Sequence[Diagnostic]:
    return (Diagnostic("Q05", Text("公示不足 5 个工作日。", "Fewer than 5 working days.")),)


def lay_out(root: Path) -> Path:
    """The texts as files, none of them issued."""
    for name, text in TEXTS.items():
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode())
    return root


def issued(root: Path, name: str) -> Issuance:
    """The file, issued without further questions."""
    return issue(root, root / name, number=MARK.number, by=MARK.by, date=MARK.date, blocking=nothing_blocks)


def issued_offices(root: Path) -> Path:
    """The folder with province and both versions of the county issued, in this order."""
    lay_out(root)
    for name in TEXTS:
        issued(root, name)
    return root


def check(root: Path, name: str) -> IssueCheck:
    """How a file stands to the register, with what the file says of itself as its reader has it."""
    path = root / name
    repository = Repository(root)
    code = name[:6]
    version = next(each for each in repository.versions(code) if each.path == path)
    layer = read_layer(repository, code, version)
    own = None if layer.layer.issued is None else layer.layer.issued.sha256
    return Register.read(root).state_of(name, path.read_bytes(), layer.layer.status, own, layer.tree)


def contents(root: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
