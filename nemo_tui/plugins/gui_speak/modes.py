"""Whether an instruction is an instruction or a choice: conditions and permissions around it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nemo_tui.engine.actions import Mode, SpeakContext
from nemo_tui.plugins.gui_speak.sentence import Finding

_CONDITION_EN = (
    r"(?:^\s*|[,;:.]\s*)should (?!be|i\b|we\b)\w+"
    r"|\b(?:(?<!see )(?<!check )(?<!know )(?<!sure )(?<!find out )if(?! i\b| we\b| memory| my )"
    r"|(?<!see )(?<!know )(?<!check )(?<!find out )when|whenever|once(?! ?(?:more|again|or|$"
    r"|[.,;!]|in the|on the|at the))|should you|as soon as|in (?:that|which|this) case|in case"
    r"|unless|anytime|any time|at any point|optional(?:ly)?|alternatively|feel free|welcome to"
    r"|whichever|wherever|provided|assuming|after you've|after you have|the moment|as long as"
    r"|at your leisure|up to you|at your convenience)\b"
)
_MODAL_EN = (
    r"\byou(?:'re able to| can| could| may| might|'d be able to| are able to| are free to"
    r"|'re free to| always can)\b|\b(?:can|could|may|might)(?: also| then| always| just"
    r"| simply)? \w?$|\bwhen(?:ever)? you \w?$|\b(?:can|could|may|might) be (?:click|press|tapp|us"
    r"|open|switch)ed\b|\b(?:can|could|may|might) be \w+ (?:(?:by|with|using|via|through) )?\w?$"
)
_CONDITION_ZH = (
    r"如果|要是|若|假如|倘若|假使|倘使|万一|的话(?=$|[，,；。：:！]|您|你|请|[点按用去把在就可也都直随再先打拖双单轻])|满意|只要[您你](?![点按选])|哪天|改天|嫌|不爱|不放心|不踏实|不习惯|有顾虑|(?<!我)想|如需|需要时|一旦|每当"
    r"|当[^，。]{1,14}时|准备好|准备就绪|有空|方便的?时|愿意|喜欢|觉得|听着|看着"
    r"|(?<![然最随背前今])(?:以后|之后|后)(?=[，,]|您|你|再|请|可|就)"
    r"|(?:[好完齐妥]|确认|看过|核对|检查|听过)(?:以后|之后|后)(?=[点按即轻单打进到拖])|时(?=[，,]|您|可|请)|时候|何时|等[^，。]{1,14}(?:，?再|了|后|就)|可选|这种情况"
    r"|那种情况|没问题|没意见|无误|好了就|哪[个条种版][^，。]{0,4}就"
)
_MODAL_ZH = (
    r"可以|(?<![许认])可(?=点|按|在|拖|选|打|进|前|到|单|直|随|用|通|以|把|将|拉|轻|切|再"
    r"|从|先|自)|随时|不妨|也能|能(?=点|按|在)|欢迎|也行|即可(?=选)"
)
_INVITES = re.compile(
    r"^\W*(?!(?:what|which|who|how|why|where|when|shall|should|do|did|may|can|could|would|is|are"
    r"|does)\b)[\w'’]+(?: [\w'’]+){0,4}\?\W*$|^[^，。？?]{1,10}(?<![呢么什哪])[？?]\W*$"
    r"|^(?:\W*)(?:want|happy|like|ready|satisfied|need|prefer|done|not (?:happy|sure|quite)"
    r"|would you like|does it|is it|all good|looks good|sounds good|curious|got|have"
    r"|not)\b.*\?\W*$|(?:还?不行|不?满意|不?喜欢|不合适|想|需要|要|好了"
    r"|没问题)[^，。？?]{0,14}[？?]\W*$|(?:吗|呢|么|没有?)[？?]\W*$",
    re.I | re.S,
)


# "drag it to the end, mute it, or click Undo": one offer after another.
_LISTED = re.compile(
    r"(?: to [^,;:.，；：。]{1,40})?,(?: or| or else| or even)? |[^,;:.]{0,40}, or "
)
_TURNS = re.compile(r"\b(?:please|now|but|otherwise|then|finally)\b", re.I)


def leaves_open(text: str, chinese: bool) -> bool:
    """Whether words hold a condition or a permission."""
    patterns = (_CONDITION_ZH, _MODAL_ZH) if chinese else (_CONDITION_EN, _MODAL_EN)
    return any(re.search(pattern, text, re.I) for pattern in patterns)


def assign(
    plain: str, found: Sequence[Finding], context: SpeakContext, chinese: bool
) -> list[Finding]:
    """The findings with their modes."""
    condition = re.compile(_CONDITION_ZH if chinese else _CONDITION_EN, re.I)
    modal = re.compile(_MODAL_ZH if chinese else _MODAL_EN, re.I)
    outer = bool(context.lead and (condition.search(context.lead) or modal.search(context.lead)))
    outer = outer or bool(_CHOICES.search(context.lead))
    outer = outer or bool(_INVITES.search(context.before))
    result: list[Finding] = []
    for index, finding in enumerate(found):
        before = _before(plain, found, index)
        onset = plain[finding.start : finding.start + 1]
        offered = outer or any(p.search(before + onset) for p in (condition, modal))
        offered = (
            offered
            or (_is_means(plain, finding) and _permits(plain, found, index, modal))
            or _trailing(plain, found, index, condition)
            or _inherits(plain, result, finding, condition)
        )
        result.append(replace(finding, mode=Mode.OFFER) if offered else finding)
    for index, finding in enumerate(result[:-1]):
        after = result[index + 1]
        if finding.carries and after.mode is Mode.OFFER and after.start - finding.end < _NEAR:
            result[index] = finding.offered()
    return result


_NEAR = 6
# "打开账户面板能看到余额，想确认的话可以去看，…".
_AFTERTHOUGHT = re.compile(r"[^，。]{1,6}的话(?:可以|再|就)?(?:去|来)?[看用做查试点]?")


def _before(plain: str, found: Sequence[Finding], index: int) -> str:
    """What leads up to a finding: from the one before it, less what still belongs to that."""
    if not index:
        return re.split(r"[;；]|, (?:so|but|hence|which is why)\b", plain[: found[0].start])[-1]
    between = plain[found[index - 1].end : found[index].start]
    parted = re.split(r"[,;，；：。!]|[:.](?!\w)| and | then | or ", between, maxsplit=1)
    return parted[1] if len(parted) > 1 else between


_CHOICES = re.compile(
    r"\b(?:options|possibilities|choices|alternatives|(?:two|three|several) ways"
    r"|either)\b[^.]*:\W*$|(?:[两三]种|几种|可选)[^。]*[：:]\W*$",
    re.I,
)
_BY = re.compile(r"\b(?:by|with|using)\s*$|通过$", re.I)


def _is_means(plain: str, finding: Finding) -> bool:
    return bool(_BY.search(plain[: finding.start])) or plain.startswith("通过", finding.start)


def _permits(plain: str, found: Sequence[Finding], index: int, modal: re.Pattern[str]) -> bool:
    """ "By dragging it you can place it anywhere": the permission comes after."""
    end = found[index + 1].start if index + 1 < len(found) else len(plain)
    return bool(modal.search(re.split(r"[,;:，；：。.!]", plain[found[index].end : end])[0]))


def _trailing(plain: str, found: Sequence[Finding], index: int, condition: re.Pattern[str]) -> bool:
    """A condition put after the instruction: "click Export when you're ready"."""
    end = found[index + 1].start if index + 1 < len(found) else len(plain)
    after = plain[found[index].end : end]
    first, *rest = re.split(r"[,;:，；：。.!—–)]| and | then | or ", after)
    if condition.search(first):
        return True
    others = [part for part in rest if part.strip()]
    is_last = len(others) == 1 or bool(others and _AFTERTHOUGHT.fullmatch(others[0].strip()))
    starts = is_last and condition.match(others[0].strip())
    return bool(starts) and index + 1 == len(found)


def _inherits(
    plain: str, earlier: list[Finding], finding: Finding, condition: re.Pattern[str]
) -> bool:
    """ "You can open the menu and click Export": the second is as optional as the first."""
    if not earlier or earlier[-1].mode is not Mode.OFFER:
        return False
    between = plain[earlier[-1].end : finding.start]
    if earlier[-1].carries and re.fullmatch(
        r"[，,]?\s*(?:and|then|and then|再|然后|并|后)?\s*", between
    ):
        return True
    leads_on = not earlier[-1].instead or earlier[-1].carries
    if leads_on and not re.search(r"[,;:，；：。]|\.(?!\w)", between):
        return True
    if re.fullmatch(
        r"\W*(?:and|or|and then|然后|并|再|并且|后|后再|或者?|并再|接着|，?再"
        r"|，?然后)?\W*(?:请|您|just |simply |then )*",
        between,
    ) and not re.search(r"[.;。；]", between):
        joined = not re.search(r"[,，]", between)
        listed = re.search(r"\bor\b|或", between)
        return joined or bool(listed) or bool(condition.search(plain[: earlier[0].start]))
    return bool(_LISTED.fullmatch(between)) and not _TURNS.search(between)
