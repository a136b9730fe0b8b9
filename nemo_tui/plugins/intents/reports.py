"""Statements beside a request: "the music fits now, send it over" asks for the file alone.

A complaint is no report: it wants something changed.
"""

import re

from nemo_tui.plugins.intents.clauses import Clause

_SUBJECT = re.compile(
    r"(?:(?:OK|PLEASE|SOFAR) )*(?:I|YOU|HE|PRON|DET|OWN|IWANT|x NOUNCUE|PURPOSE|AGO) "
)
_WANTS = re.compile(r"\b(?:LOOK|WANT|IWANT|PLACE|NEG|NO|CREATE) ")
_EDIT = re.compile(r"(?<!DET )(?<!DET x )(?<!DET PLEASE )\bEDIT ")
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|gave|took|went|came|made|got|fell|broke|cost|ate|kept|keeps|said|says"
    r"|told|asked|loves?|likes?|enjoys?|showed|shown|pressed|clicked|hit|tried|lost|lose|thought"
    r"|think|guess|believe|remember|know|works?|fits?|matche?s?|suits?|sounds?|it's for|is for"
    r"|it is for|already"
    r"|(?:is|are) (?:in|right|there|set|sorted|fixed|correct|complete)"
    r"|earlier|yesterday|ago|last (?:night|time|week)|\w{2,}ed)\b"
)
_COMPLAINS = re.compile(
    r"\b(?:too|not|never|nobody|hardly|barely|needs?|should|must|ought|wants?|hates?|wrong|bad"
    r"|missing|lacks?|still|instead|rather|please|cannot|but|only|\w+n't)\b"
)
_NOT_NEEDED = re.compile(r"\bno (?:\w+ ){1,3}(?:needed|necessary|required)\b")
_LEFT_ALONE = re.compile(
    r"\b(?:leave|keep)\b.*\b(?:alone|as (?:is|it is|they are)|untouched|unchanged"
    r"|like (?:that|this|it is)|the way)\b"
)
_DISMISSED = re.compile(
    r"(?:不管|不用管|别管|无所谓|不要紧|没关系|先不说|先不提|放一边|随便|算了)[了吧啊]?$"
    r"|\b(?:olv[ií]da(?:te|lo)?|egal|vergiss|oublie|laisse tomber|lascia stare|dimentica"
    r"|esque[cç][ea]|забудь|неважно)\b"
)
_INSTEAD = re.compile(r"(?:(?:OK|PLEASE) )*INSTEADOF (?:(?!SEND|SENDME|EXPORT)[A-Z]+ |x )*$")
_IS_FINE = re.compile(r"(?:DET )?(?:EDIT|THING|MEDIA|LOOK) (?:Q )?OK (?:(?:PLEASE|SOFAR) )*")
_LEFT_OUT = re.compile(r"\b(?:no|nothing|leave|keep)\b")
_LEFT_OUT_TAGS = re.compile(
    r"(?:(?:OK|PLEASE|NO) )*(?:NO (?:EDIT )?|PUT |OK )(?:(?:PLEASE|LOOK|x) )*"
    r"(?:(?:THING|MEDIA|PRON|NEG|FILE) )?(?:x )*"
)
_TO_WATCH = re.compile(
    r"\b(?:like|want|love|going|need|have|hope|plan) to (?:watch|see|show|play|listen|look at|enjoy"
    r"|upload|post|publish|share|screen|present)\b"
)
_TOLD_ZH = re.compile(
    r"(?<!不)(?:很好|好看|好听|漂亮|很棒|真棒|喜欢|满意)|不错|没问题|[得都]很|得真|得好|我记得|记得[加放用做]"
    r"|昨天|(?<![发导出传])之前(?!先)|刚才|上次|[加放做改剪换配出用]过|[做剪加改花用生成弄]了[一二两三四五六七八九十几好不这]"
    r"|要用|一直|老是|明天|可能要|打算|准备|计划|下个月|下周|好像|误删|不小心|搞错"
)
_ASKED_ZH = re.compile(r"[把将请帮太]|一点|一些|点儿|(?<!可能)要(?!用)|不要|别|换成|改成|给我")


def is_report(clause: Clause) -> bool:
    """Whether a clause only tells how things are, were, or why something is asked."""
    if (
        clause.ends == "的话"
        or _is_dismissed(clause)
        or _INSTEAD.match(clause.tags)
        or _NOT_NEEDED.search(clause.text)
        or _LEFT_ALONE.search(clause.text)
    ):
        return True
    if any(token.language == "zh" for token in clause.tokens):
        return bool(_TOLD_ZH.search(_joined(clause))) and not _ASKED_ZH.search(_joined(clause))
    tags, text = clause.tags, clause.text
    if _IS_FINE.fullmatch(tags):
        return True
    if _TO_WATCH.search(text) and (_SUBJECT.match(tags) or text.startswith(("i ", "we "))):
        return True
    if (
        clause.opens == "AFTER"
        or not _SUBJECT.match(tags)
        or _WANTS.search(tags)
        or _EDIT.search(tags)
    ):
        return False
    return bool("OK " in tags or _HAPPENED.search(text)) and not _COMPLAINS.search(text)


def _is_dismissed(clause: Clause) -> bool:
    """Whether it says that something does not matter ("标题不管了")."""
    return any(map(_DISMISSED.search, (clause.text, _joined(clause))))


def _joined(clause: Clause) -> str:
    return clause.text.replace(" ", "")


def is_left_out(clause: Clause) -> bool:
    """Whether it names one thing that is not wanted, or to be left as it is: "no titles"."""
    return bool(_LEFT_OUT.match(clause.text) and _LEFT_OUT_TAGS.fullmatch(clause.tags))
