"""May the fast JSON path be trusted with these bytes?

Models read JSON straight from its bytes, which is fast; but that reader takes
the last of duplicate keys in silence and rounds long decimals through binary
floating point. This guard tells, for far less than reading costs, whether
either can have happened.
"""

from __future__ import annotations

_NUMBER_BYTES = b"0123456789."
# Digits and points become "0", exponent letters "e", all else is a separator.
# Letters that carry no meaning here are dropped first, to have less to search.
_KEPT = _NUMBER_BYTES + b'eE",-_'
_CLASSES = bytes(0x30 if byte in _NUMBER_BYTES else 0x65 if byte in b"eE" else 0x20 for byte in range(256))
_FIRST_BYTES_OF_CHARACTERS = range(0xC2, 0xF5)
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT and byte not in _FIRST_BYTES_OF_CHARACTERS)
# A binary double keeps every decimal of up to 15 significant digits.
_LONG_NUMBER = b"0" * 16
_EXPONENT = b"0e"
_SPACED_COLONS = (b" :", b"\t:", b"\n:", b"\r:")


def json_is_plain(data: bytes, arrived: int) -> bool:
    """Whether what a JSON reader made of `data` is certainly all that was written.

    `data` is JSON that the reader accepted; `arrived` is the number of keys in
    what it made of it, at all levels, never counting too many (values that were
    filled in by default are no keys). False means "perhaps not": take the
    careful path (read.read_tree), which reports duplicates and is exact.

    Why True is certain:

    * Keys. Outside strings JSON has exactly one colon for every key written, so
      keys written ≤ colons. A duplicate makes keys arrived < keys written. Hence
      colons == arrived leaves no room for a duplicate. Colons inside strings
      only raise the count. If there are some, each key ends in `":` unless
      white space stands before the colon; where no colon follows white space,
      keys written ≤ occurrences of `":`, and the same argument holds.
    * Numbers. A number of 16 or more digits and points shows as a run of 16
      number bytes (it has nothing else inside, and dropping other bytes only
      makes runs longer); one with an exponent shows as a number byte followed
      by "e". Without either, a number has at most 15 digits and no exponent,
      and survives the trip through a double and back.

    Costs about 60 µs for 45 kB, whatever the content.
    """
    numbers = data.translate(_CLASSES, _DROPPED)
    if _LONG_NUMBER in numbers or _EXPONENT in numbers:
        return False
    if data.count(b":") == arrived:
        return True
    spaced = any(pair in data for pair in _SPACED_COLONS)
    return not spaced and data.count(b'":') == arrived
