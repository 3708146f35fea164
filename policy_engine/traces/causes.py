"""Why a row of a table cannot be read, in the officer's words: rule and way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from policy_engine.diagnostics import Text


class Cause(IntEnum):
    """What is wrong with a cell, or with a whole row (from TOO_WIDE on)."""

    NONE = 0
    BLANK = 1
    FORMULA = 2
    TOTAL = 3
    DITTO = 4
    DIGITS_LOST = 5
    ERROR_VALUE = 6
    NOT_A_DATE = 7
    NEGATIVE = 8
    DECIMALS = 9
    TOO_LARGE = 10
    NOT_A_NUMBER = 11
    NOT_DONE_OR_NUMBER = 12
    NOT_PROGRESS = 13
    ABOVE_FULL = 14
    TOO_WIDE = 50
    QUOTES = 51
    CUT_OFF = 52
    TOO_LONG = 53
    # A row without anything in it is no row, and nothing is wrong with it.
    EMPTY_ROW = 99


# A row's cause tells its column, too: place of the field × 100 + cause.
CAUSES_PER_FIELD = 100


@dataclass(frozen=True, slots=True)
class CauseWords:
    """`short` is for counting; `rule` ends the sentence "The cell “x” ...", without its full stop."""

    slug: str
    short: Text
    rule: Text
    way_out: Text


_PLAIN_NUMBER = Text(
    "请写成 12 或 12.5 这样的普通数字，不加单位、千分位或文字。",
    "Write a plain number such as 12 or 12.5, without units, thousands separators or words.",
)
_NO_CELL_SHARED = Text(
    "请逐行填写；取消合并单元格，并删去合计行。",
    "Fill in every row; unmerge merged cells, and delete rows of totals.",
)

WORDS: Mapping[Cause, CauseWords] = {
    Cause.BLANK: CauseWords(
        "traces.blank-cell",
        Text("空白", "blank"),
        Text("是空白，这一栏必须填写", "is blank and must be filled in"),
        _NO_CELL_SHARED,
    ),
    Cause.FORMULA: CauseWords(
        "traces.formula",
        Text("公式", "a formula"),
        Text("是公式；公式的结果会变，不能作为考核依据",
             "is a formula; what a formula gives may change and is no ground for an assessment"),
        Text("请选中该列，复制后“选择性粘贴—数值”，再保存。",
             'Select the column, copy it, use "paste special: values", and save.'),
    ),
    Cause.TOTAL: CauseWords(
        "traces.total-row",
        Text("合计行", "a row of totals"),
        Text("似为合计行，不是一条痕迹", "seems to be a row of totals, not a trace"),
        Text("请删去合计、小计行。", "Delete the rows of totals."),
    ),
    Cause.DITTO: CauseWords(
        "traces.ditto",
        Text("“同上”", '"same as above"'),
        Text("指向别的行，这里每一行单独读取", "points to another row; every row is read by itself"),
        Text("请在每一行写出完整内容。", "Write out the content in every row."),
    ),
    Cause.DIGITS_LOST: CauseWords(
        "traces.digits-lost",
        Text("编号丢失数位", "a number that lost digits"),
        Text("按数字保存，只剩 15 位有效数字，编号后几位已经丢失",
             "was stored as a number and kept 15 digits only; its last digits are lost"),
        Text("请从业务系统重新导出，编号列设为文本格式。",
             "Export the table again from the system it comes from, with this column as text."),
    ),
    Cause.ERROR_VALUE: CauseWords(
        "traces.error-value",
        Text("错误值", "an error value"),
        Text("是表格软件的错误值", "is an error value of the spreadsheet"),
        Text("请改为正确的内容。", "Put in what belongs there."),
    ),
    Cause.NOT_A_DATE: CauseWords(
        "traces.not-a-date",
        Text("日期不可读", "no date"),
        Text("不是日期", "is not a date"),
        Text("请写成 2024-03-01、2024/3/1 或 2024年3月1日；其后可写时间，如 10:30。",
             "Write 2024-03-01 or 2024/3/1; a time such as 10:30 may follow."),
    ),
    Cause.NEGATIVE: CauseWords(
        "traces.negative",
        Text("负数", "negative"),
        Text("是负数，这一栏不得小于 0", "is negative and must be at least 0"),
        Text("请核对原始记录后改正。", "Correct it by the original record."),
    ),
    Cause.DECIMALS: CauseWords(
        "traces.too-many-decimals",
        Text("小数过长", "too many decimals"),
        Text("小数超过 4 位；这里按原数精确计算，不作舍入",
             "has more than 4 decimals; numbers are taken exactly and not rounded"),
        Text("请写成至多 4 位小数。", "Write at most 4 decimals."),
    ),
    Cause.TOO_LARGE: CauseWords(
        "traces.too-large",
        Text("数值过大", "too large"),
        Text("超过 9 位整数，不像件数、次数或时长", "has more than 9 digits, too many for a count or a time"),
        Text("请核对是否填错了列。", "Check that it stands in the right column."),
    ),
    Cause.NOT_A_NUMBER: CauseWords(
        "traces.not-a-number",
        Text("不是数字", "no number"),
        Text("不是数字", "is not a number"),
        _PLAIN_NUMBER,
    ),
    Cause.NOT_DONE_OR_NUMBER: CauseWords(
        "traces.not-done-or-number",
        Text("办结不可读", "neither a number nor done or not done"),
        Text("既不是数字，也不是 是、否、已办结、未办结",
             "is neither a number nor one of 是, 否, 已办结, 未办结, true, false"),
        Text("请写办结件数，或者写 是、否。", "Write how many are done, or 是 (yes) or 否 (no)."),
    ),
    Cause.NOT_PROGRESS: CauseWords(
        "traces.not-progress",
        Text("进度不可读", "no progress"),
        Text("不是进度", "is not a progress"),
        Text("请写成 80 这样的数字，或 80% 这样的百分数。",
             "Write a number such as 80, or a percentage such as 80%."),
    ),
    Cause.ABOVE_FULL: CauseWords(
        "traces.above-full-progress",
        Text("进度超过满进度", "above full progress"),
        Text("超过满进度", "is above full progress"),
        Text("请改正进度；满进度由政策的“满进度”规定，不写为 100。",
             "Correct it; the policy's full_progress says what is full, 100 where it says nothing."),
    ),
    Cause.TOO_WIDE: CauseWords(
        "traces.too-many-cells",
        Text("单元格多于表头", "more cells than headings"),
        Text("的单元格多于表头的列数，内容可能错位",
             "has more cells than there are headings; they may be shifted"),
        Text("内容中有逗号的，请用英文双引号括起来。",
             "Put cells that have a comma in them into double quotes."),
    ),
    Cause.QUOTES: CauseWords(
        "traces.quotes",
        Text("引号不配对", "quotes that do not match"),
        Text("的英文双引号不配对，从这里起无法判断各列的内容",
             "has double quotes that do not match; from here on cells cannot be told apart"),
        Text("请补上或删去引号；单元格内的引号要写两遍。",
             "Add the missing quote or delete the stray one; a quote inside a cell is written twice."),
    ),
    Cause.CUT_OFF: CauseWords(
        "traces.cut-off",
        Text("文件不完整", "the file is cut off"),
        Text("的引号到文件末尾也没有结束，文件可能不完整",
             "opens a quote that does not end before the file does; the file may be cut off"),
        Text("请重新导出或重新复制文件。", "Export or copy the file again."),
    ),
    Cause.TOO_LONG: CauseWords(
        "traces.cell-too-long",
        Text("单元格过长", "a cell that is too long"),
        Text("有一个单元格超过 3 万字，不能读取，其后的行可能也因此没有读取；多半是英文双引号不配对",
             "has a cell of more than 30,000 characters, which is not read, nor perhaps are the rows after "
             "it; mostly double quotes do not match"),
        Text("请补上或删去多余的引号；内容确实这样长的，缩短或删去这一栏。",
             "Add the missing quote or delete the stray one; if the cell is really that long, shorten it."),
    ),
}  # fmt: skip
