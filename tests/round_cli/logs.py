"""Logs of rounds in every layout that people and programs write."""

from __future__ import annotations

HEAD = """\
kind: round
jurisdiction: "331004"
township: "331004003"
as_of: 2024-09-02
number: 路北选〔2024〕9号
promotes: false
consulted: []
"""
EMPTY = f"{HEAD}events: []\n"
# Each can be appended to. The marks tell where what they stand behind has to stay.
LAYOUTS: dict[str, str] = {
    "an empty list": EMPTY,
    "an empty list with a comment behind": f"{HEAD}events: []   # 还没有 1\n# 尾注 2\n",
    "an empty list without a line end": f"{HEAD}events: []",
    "an empty list above other entries": (
        f"{HEAD.replace('consulted: []', 'events: []')}consulted: []  # 尾注\n"
    ),
    "a comment within an empty list": f"{HEAD}events: [ # 还没有\n  ]\n",
    "Windows line ends": EMPTY.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{EMPTY}",
    "Chinese keys": """\
文件类型: 选岗
辖区代码: "331004"
乡镇（街道）: "331004003"
基准日: 2024-09-02
编号: 路北选〔2024〕9号
提拔: false
征求意见单位: []
记录: []
""",
    "a place for the seal": f"{HEAD}last: null   # 由程序填写\nevents: []\n",
    "an empty place for the seal": f"{HEAD}last:\nevents: []\n",
    "a seal below the events": f"{HEAD}events: []\nlast: null\n",
    "braces": '{kind: round, jurisdiction: "331004", township: "331004003", as_of: 2024-09-02, number: 9号, '
    "promotes: false, events: []}\n",
    "JSON on one line": '{"kind": "round", "jurisdiction": "331004", "township": "331004003", '
    '"as_of": "2024-09-02", "number": "9号", "promotes": false, "events": []}',
    "JSON in lines": """\
{
  "kind": "round",
  "jurisdiction": "331004",
  "township": "331004003",
  "as_of": "2024-09-02",
  "number": "9号",
  "promotes": false,
  "events": [
  ]
}
""",
}
# The same with an entry already there, not sealed.
BEGUN: dict[str, str] = {
    "a list in lines": f"{HEAD}events:\n  - step: announce  # 1\n    date: 2024-09-02  # 2\n# 尾注\n",
    "a list that is not indented": f"{HEAD}events:\n- step: announce\n  date: 2024-09-02\n",
    "an entry in braces": f"{HEAD}events:\n  - {{step: announce, date: 2024-09-02}}   # 尾注\n",
    "an entry in braces over two lines": f"{HEAD}events:\n  - {{step: announce,\n     date: 2024-09-02,}}\n",
    "a list in brackets": f"{HEAD}events: [{{step: announce, date: 2024-09-02}}]\n",
    "a list in brackets over lines": f"{HEAD}events: [\n  {{step: announce, date: 2024-09-02}},\n  ]\n",
    "events above other entries": (
        f"{HEAD.replace('consulted: []', 'events:')}  - step: announce\n    date: 2024-09-02\nconsulted: []\n"
    ),
    "a text in lines at the end of an entry": (
        f"{HEAD}events:\n  - step: announce\n    date: 2024-09-02\n    notice:\n      posts: [P01]\n"
        "      number: |-\n        路北选〔2024〕9号\n"
    ),
    "a text in lines above other entries": (
        f"{HEAD.replace('consulted: []', 'events:')}  - step: announce\n    date: 2024-09-02\n    notice:\n"
        "      posts: [P01]\n      number: |-\n        路北选〔2024〕9号\nconsulted: []\n"
    ),
    "no line end": f"{HEAD}events:\n  - step: announce\n    date: 2024-09-02",
    "JSON": '{"kind": "round", "jurisdiction": "331004", "township": "331004003", "as_of": "2024-09-02",\n'
    ' "number": "9号", "promotes": false, "events": [\n  {"step": "announce", "date": "2024-09-02"}\n ]}\n',
}
