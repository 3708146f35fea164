"""What can be wrong with the file that a table of traces should be."""

from __future__ import annotations

from policy_engine.diagnostics import Diagnostic, Span, Text

_EXPORT_AGAIN = Text(
    "请重新导出或重新复制文件，再运行一次。", "Export or copy the file again, and run it again."
)
_SAVE_AS_TABLE = Text(
    "请用 WPS 或 Excel 打开，另存为 xlsx 或 CSV。", "Open it in WPS or Excel and save it as xlsx or CSV."
)


def _problem(code: str, text: Text, name: str, line: int, way_out: Text) -> Diagnostic:
    return Diagnostic(code, text, Span(name, line, 1, line, 2), help=way_out)


def empty(name: str) -> Diagnostic:
    return _problem(
        "traces.empty",
        Text("痕迹表是空文件。", "The table of traces is an empty file."),
        name,
        1,
        _EXPORT_AGAIN,
    )


def no_rows(name: str, line: int) -> Diagnostic:
    """Nobody having any trace is not believed: more likely the export went wrong."""
    return _problem(
        "traces.no-rows",
        Text("痕迹表只有表头，没有一条痕迹。", "The table of traces has headings and not a single trace."),
        name,
        line,
        Text("请核对导出的条件；确无痕迹的，不要附痕迹表。",
             "Check how it was exported; where there are no traces at all, give no table."),
    )  # fmt: skip


def not_a_table(name: str) -> Diagnostic:
    return _problem(
        "traces.not-a-table",
        Text(
            "这不是表格：这里读 CSV、xlsx 和 Parquet。", "This is no table: CSV, xlsx and Parquet are read."
        ),
        name,
        1,
        _SAVE_AS_TABLE,
    )


def web_page(name: str) -> Diagnostic:
    return _problem(
        "traces.web-page",
        Text("这是网页（HTML），不是表格；有的业务系统导出的 .xls 其实是网页。",
             "This is a web page (HTML), no table; what some systems export as .xls is one."),
        name,
        1,
        _SAVE_AS_TABLE,
    )  # fmt: skip


def legacy_workbook(name: str) -> Diagnostic:
    """Formulas and percentages cannot be told from values in these."""
    return _problem(
        "traces.legacy-workbook",
        Text("这是旧格式的工作簿（xls、et、ods、xlsb），看不出单元格是公式还是数值，不予读取。",
             "This is a workbook in a format (xls, et, ods, xlsb) in which formulas cannot be told "
             "from values; it is not read."),
        name,
        1,
        Text("请用 WPS 或 Excel 打开，另存为 xlsx。", "Open it in WPS or Excel and save it as xlsx."),
    )  # fmt: skip


def encrypted(name: str) -> Diagnostic:
    return _problem(
        "traces.encrypted",
        Text("文件设有打开密码，无法读取。", "The file is protected by a password and cannot be read."),
        name,
        1,
        Text("请打开文件，取消密码后另存一份。", "Open it, remove the password and save a copy."),
    )


def damaged(name: str) -> Diagnostic:
    return _problem(
        "traces.damaged",
        Text("文件已损坏或不完整，无法读取。", "The file is damaged or cut off and cannot be read."),
        name,
        1,
        _EXPORT_AGAIN,
    )


def bad_bytes(name: str, line: int) -> Diagnostic:
    return _problem(
        "traces.bad-bytes",
        Text(f"第 {line} 行有不是文字的字节，文件可能已损坏或不完整。",
             f"Line {line} has bytes that are no text; the file may be damaged or cut off."),
        name,
        line,
        _EXPORT_AGAIN,
    )  # fmt: skip


def changed(name: str) -> Diagnostic:
    return _problem(
        "traces.changed",
        Text("文件在读取的同时被改动，结果不可靠，未予采用。",
             "The file was changed while it was read; what came out is not reliable and is not used."),
        name,
        1,
        Text("请关闭正在编辑或导出它的程序，再运行一次。",
             "Close the program that edits or exports it, and run it again."),
    )  # fmt: skip


def unmapped(name: str, metric: str, metric_zh: str) -> Diagnostic:
    return _problem(
        "traces.column-not-declared",
        Text(f"政策要计算“{metric_zh}”，但“列名”没有说明它在哪一列。",
             f"The policy asks for the metric {metric}, and its columns do not say where that stands."),
        name,
        1,
        Text("请在政策的“工作痕迹—列名”中补上这一列。", "Add this column to the policy's traces.columns."),
    )  # fmt: skip


def full_progress(name: str, written: str) -> Diagnostic:
    return _problem(
        "traces.full-progress",
        Text(f"政策的“满进度”是 {written}，应小于 100 万，至多 6 位小数。",
             f"The policy's full_progress is {written}; "
             "it must be below 1,000,000 and have at most 6 decimals."),
        name,
        1,
        Text("请改正政策的“满进度”，通常是 100。", "Correct the policy's full_progress, usually 100."),
    )  # fmt: skip
