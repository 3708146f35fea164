"""What reads like a person's name, and under which keys names and persons' numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.paths import forms_of
from policy_engine.documents.policy import Policy
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import CHINESE

# Fields of actions, rounds and assessments that hold the numbers of persons.
PERSON_FIELDS = (
    "person", "persons", "mentor", "mentee", "from_person", "to_person", "recused", "members",
    "leaders",
)  # fmt: skip
_DOCUMENTS = (Setup, Actions, Round, Assessment, Policy, Ledger)
# The most frequent family names, in Zhejiang too, and the compound ones: a short value that begins with
# one of them is taken for a person's name where nothing else tells.
_FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "傅洪童俞倪翁骆虞屠褚厉阮柯邢祁裴翟柳鲍凌聂庞娄卞滕詹昝阚佟殷蒲舒芦尤章楼喻鄢璩蔺缪"
)
# Words that begin like a name and are nobody's, also with another character behind: 高级工, 任务书.
_BEGIN_WORDS = (
    "高级|高速|武警|武装|任务|任职|任期|任免|任用|方案|程序|范围|金融|金额|林场|林地|严重|"
    "万元|万件|万户|万亩|董事|周期|余额|付款|曾用|石油|石化|洪涝"
)
# And by themselves: 许可欣 and 高新民 are names.
_COMMON_WORDS = (
    "高工|高新|高中|高校|高龄|高等|高度|高温|高考|任命|任现职|曾任|曾经|严禁|严肃|严控|"
    "严防|程度|程控|章程|章节|范例|范本|范文|范畴|付出|付清|付费|余下|余量|金奖|金牌|金钱|"
    "周末|周边|周转|周报|方便|方式|方法|方针|方面|林长|林区|林业|林权|万人|严格|田长|田间|"
    "江堤|江边|石材|石料|马上|马路|毛利|毛坯|史料|龙头|白天|白班|白名单|夏收|夏种|夏粮|"
    "于是|陈述|陈列|陈旧|何时|何处|何种|何人|许可|许可证|顾问|向上|向下|向前|向导|雷电|"
    "雷达|钱款|钱物|钱数|段落|楼下|楼宇|楼层|楼栋|楼长|谢绝|洪水|洪峰|杜绝|张贴|张榜|张数|"
    "罗列|陆续|陆路|陆地|钟点|钟点工|陶瓷|庞大|尤其|厉行|项目|胡同|宋体"
)
_COMPOUND = "欧阳|司马|上官|诸葛|夏侯|皇甫|东方|尉迟|公孙|慕容|令狐|司徒|轩辕|端木"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BEGINS = re.compile(rf"(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_FAMILY_NAMES}][{_HAN}]{{1,2}}")
_COMMON = re.compile(rf"(?:{_BEGIN_WORDS})[{_HAN}]?|{_COMMON_WORDS}")
_NAME = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,12}}(?:·[{_HAN}]{{1,12}})+")


def looks_like_a_name(text: str) -> bool:
    """欧阳晓明 and 买买提·吐尔逊, but no word of the field's vocabulary and no key of a document."""
    return _NAME.fullmatch(text) is not None and text not in _words()


def begins_like_a_name(text: str) -> bool:
    """The whole text is a frequent family name with one or two characters after it, or 买买提·吐尔逊."""
    begins = _BEGINS.fullmatch(text) is not None or "·" in text
    return begins and looks_like_a_name(text)


def is_a_common_word(text: str) -> bool:
    """高级, 任务书, 方便: begins like a name by chance. Only for where nothing says that it is one."""
    return _COMMON.fullmatch(text) is not None


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str, str], ...]:
    """Every field of every model as it is written, in English and in Chinese."""
    models = dict.fromkeys(model for root in _DOCUMENTS for model in _models(root, set()))
    fields = ((name, info) for model in models for name, info in model.model_fields.items())
    return tuple(dict.fromkeys((info.alias or name, info.title or name) for name, info in fields))


def _models(annotation: Any, seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The models in an annotation, and those in their fields."""
    for form in forms_of(annotation):
        if not (isinstance(form, type) and issubclass(form, BaseModel)):
            for inner in get_args(form):
                yield from _models(inner, seen)
        elif form not in seen:
            seen.add(form)
            yield form
            for info in form.model_fields.values():
                yield from _models(info.annotation, seen)


@lru_cache(maxsize=1)
def known_keys() -> frozenset[str]:
    """Every key of a document in either language."""
    return frozenset(key for field in _fields() for key in field)


@lru_cache(maxsize=1)
def _person_keys() -> frozenset[str]:
    titles = (title for key, title in _fields() if key in PERSON_FIELDS)
    return frozenset([*PERSON_FIELDS, *titles, "姓名"])


def is_person_key(key: str) -> bool:
    """A person's name or number stands under the key: 姓名, 导师, person, 回避人员."""
    return key in _person_keys()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Words of the field that are nobody's name."""
    values = (zh for vocabulary in CHINESE.values() for zh in vocabulary.values())
    return known_keys().union(values)
