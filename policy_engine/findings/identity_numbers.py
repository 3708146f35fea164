"""Identity numbers (18 digits, of old 15) are masked wherever they stand, also where they are mistyped."""

from __future__ import annotations

import re

# Read as ASCII, character by character, so that every place stays where it is.
_NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), ord("Ｘ"), ord("ｘ"), ord("．"), ord("－"))
}
_BETWEEN = r"[ \u00a0\u3000\t._\-\u2010-\u2015]{0,2}"
# District, day of birth, and what tells people of one day apart, with one digit too few or a few too many;
# people put blanks or hyphens between them.
_DAY_OF_BIRTH = ("(?:1{}[89]|2{}0)", r"\d", r"\d", "(?:0{}[1-9]|1{}[0-2])", "(?:0{}[1-9]|[12]{}\\d|3{}[01])")
_CERTAIN = re.compile(
    r"(?<!\d)[1-9]"
    + "".join(_BETWEEN + part.replace("{}", _BETWEEN) for part in (*[r"\d"] * 5, *_DAY_OF_BIRTH))
    + rf"(?:(?:{_BETWEEN}\d){{3,5}}(?:{_BETWEEN}[\dXx])?|\d\d[Xx]?)(?!\d)"
)
# As many digits as there should be, or one fewer, whatever they say.
_UNCERTAIN = re.compile(r"(?<!\d)(?<!\d[./])(?:\d{14}|\d{16}|\d{17})[\dXx](?!\d|/\d)")
# 2024-03-01 10:22:33.001 as systems write it in the numbers that they give.
_TIME = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}$"
)
# What a spreadsheet makes of such a number: 3.30782199001011E+17.
_POWER = re.compile(r"(?<!\d)\d\.\d{5,}(?=[Ee]\+?1[3-9])")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9A-Za-z])")
_LEFT = 6  # characters at the beginning: the district


def mask_numbers(text: str) -> str:
    """Identity numbers keep their district and their last digit, and their length."""
    if sum(map(str.isdigit, text)) < _LEFT:
        return text
    plain = text.translate(_NARROW)
    digests = [match.span() for match in _DIGEST.finditer(plain)]
    masked = list(text)
    for pattern in (_CERTAIN, _UNCERTAIN, _POWER):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if _TIME.match(match[0]) or any(first < end and start < last for first, last in digests):
                continue
            places = [place for place in range(start, end) if plain[place] in "0123456789Xx"]
            for place in places[_LEFT : None if pattern is _POWER else -1]:
                masked[place] = "*" if text[place] == plain[place] else "＊"
    return "".join(masked)
