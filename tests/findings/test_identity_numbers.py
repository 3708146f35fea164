"""Identity numbers are masked however they are typed, and numbers that are none are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policy_engine.findings.identity_numbers import mask_numbers

DIGEST = "224e974b621c9553ad53bebaa1bf4040020cd593e97e5545da06a7e99d2cd3b4"


@pytest.mark.parametrize(("written", "masked"), [
    ("33078219900101123X", "330782***********X"),
    ("330522800101123", "330522********3"),
    ("张三33078219900101123号", "张三330782**********3号"),
    ("330782 19900101 1234", "330782 ******** ***4"),
    ("330782-19900101-123X", "330782-********-***X"),
    ("330782 1990 0101 123", "330782 **** **** **3"),
    ("3 3 0 7 8 2 1 9 9 0 0 1 0 1 1 2 3 4", "3 3 0 7 8 2 * * * * * * * * * * * 4"),
    ("３３０７８２１９９００１０１１２３Ｘ", "３３０７８２＊＊＊＊＊＊＊＊＊＊＊Ｘ"),
    ("3307821990010112345", "330782************5"),
    ("3307821990010112", "330782*********2"),
    ("1.330782199001011234", "1.330782***********4"),
    ("2024/330782199001011234.csv", "2024/330782***********4.csv"),
    ("3.30782199001011E+17", "3.30782*********E+17"),
    ("330782199001011234 330782199001011242", "330782***********4 330782***********2"),
])  # fmt: skip
def test_an_identity_number(written: str, masked: str) -> None:
    assert mask_numbers(written) == masked


@pytest.mark.parametrize("text", [
    "33.33333333333333333", "33.333333333333333", "0.333333333333333333", "12345678901234567/3",
    DIGEST, "9" * 64, DIGEST[:40].replace("e", "0"), f"sha256: {'330782199001011234'.zfill(64)}",
    "20240301102233001", "2024-01-01 2024-12-31 12", "0579-85123456 13812345678", "330782105 2024-01-01",
    "3305229999010112345",
])  # fmt: skip
def test_another_number(text: str) -> None:
    assert mask_numbers(text) == text


@given(st.text(alphabet="0123456789Xx -.３０７８２１９Ｘ张"))
def test_places_and_widths_stay_and_masking_again_changes_nothing(text: str) -> None:
    masked = mask_numbers(text)
    assert len(masked) == len(text)
    assert cell_len(masked) == cell_len(text)
    assert mask_numbers(masked) == masked
