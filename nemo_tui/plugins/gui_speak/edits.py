"""The change that GUI talk asks for, in words that can be sent as a message."""

import re

from nemo_tui.engine.actions import SpeakContext, Step
from nemo_tui.plugins.gui_speak import english_words as words
from nemo_tui.plugins.gui_speak.sentence import Finding, Sentence

_STOPS = re.compile(r"[,;:.—–!](?:\s|$)|[，；。：（]|——")
_PERMITTING = re.compile(
    r"^(?:(?:and|or|then|please|also|just|so|you|can|could|may|might|should|will|need|to)(?:\s+"
    r"|$))*",
    re.I,
)
_PERMITTING_ZH = re.compile(
    r"^(?:请|您|你|可以|可|就|直接|再|先|然后|也|如果|和|并|只需|要|想|但是?|不过|所以|因此|那么|后"
    r"|随时|即可|[^，。；：]{1,6}的话)+"
)
_ENDING = re.compile(r"(?:\s+(?:and|or|then|to|by))+$|(?:即可|就行|就好|就可以了?|吧)$")
_AIM = re.compile(
    r"(?:in order )?\bto (?P<aim>(?!do\b)[a-z]+ [^,;:]{3,60}), (?:please |just |simply |then )*$"
    r"|(?:^|[。；])(?:要(?!是)|为了)(?P<zh>[^，]{3,30})，请?$",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:it|its|them|one|ones|this|that)\b|它|这一?段|那一?段", re.I)
_CONDITION = re.compile(
    r"(?:^|[,;:.] )(?:and |but |so )?(?P<if>(?:if|should|in case) [^,;:]{5,60}), [^,;:]*$", re.I
)
_LABELLED = re.compile(
    r"\W*(?!(?:to do|next|last|final|then|tip|pro tip|note|step|optional|option|missing|review"
    r"|adjust|export|preview|download|upload|fix|action|edit|finish"
    r"|play)\b)(?P<label>[A-Z][\w ]{1,20}|(?!待办|最后|下一步|提示|可选|第.步"
    r"|步骤)[\u4e00-\u9fff]{2,6})[:：]\W*$",
    re.I,
)
_NAMES = re.compile(r"\w+\W+\w+\W+\w+|[\u4e00-\u9fff]{4}")
_SCREEN = re.compile(
    r"\b(?:button|panel|tab|menu|icon|slider|click|tap|press|drag)\b|按钮|面板|页签|图标|[点按拖]"
)
# "选“音量”，设为−6 dB": the figure belongs to the change.
_VALUE = re.compile(
    r"[^，。；]{0,3}，(?P<value>(?:设[为成]|调[到至]|改[为成]|强度|大小|字号)[^，。；]{1,12})"
)
_ABOUT = 90


def described(sentence: Sentence, found: list[Finding], index: int, context: SpeakContext) -> str:
    """The change that a finding asks for, with what belongs to it in the sentence."""
    finding = found[index]
    if finding.step is not Step.CHAT:
        return ""
    start = found[index - 1].end if index else 0
    end = found[index + 1].start if index + 1 < len(found) else len(sentence.plain)
    before = sentence.plain[start : finding.start]
    lead = _STOPS.split(before)[-1]
    if not sentence.is_chinese:
        lead = (
            ""
            if finding.instead and not finding.instead.startswith("to ")
            else _PERMITTING.sub("", lead.strip()) + " "
        )
    told_by = re.search(r"(?P<aim>.*) by $", before.rsplit(",", 1)[-1])
    if told_by and finding.instead and " to " not in finding.instead:
        return _explained(_trimmed(_PERMITTING.sub("", told_by.group("aim").strip())), "", context)
    lead = "把" + lead if index and found[index - 1].instead == "把" else lead
    edit = _trimmed(lead + finding.instead + _STOPS.split(sentence.plain[finding.end : end])[0])
    value = _VALUE.search(sentence.plain, finding.end, end)
    edit = f"{edit}，{value.group('value')}" if value and value.group("value") not in edit else edit
    return _explained(edit, sentence.plain[: finding.start], context)


def _trimmed(edit: str) -> str:
    """Without what leads up to the change or trails it."""
    edit = re.sub(r"^you can ", "", _PERMITTING_ZH.sub("", edit.strip()))
    edit = _ENDING.sub("", edit.strip(" ,.;:!?。，；？"))
    nameless = words.NO_NAME_FOR.match(edit)
    edit = edit[nameless.end() :] if nameless else edit
    return re.sub(r"\s+", " ", edit[:1].lower() + edit[1:])


def _explained(edit: str, before: str, context: SpeakContext) -> str:
    """With what it is for, or what "it" is, where the words alone do not tell."""
    aim = _AIM.search(before)
    if aim:
        what = aim.group("aim") or aim.group("zh")
        vague = words.NO_NAME.match(edit) or edit in what
        return what if vague else f"{edit} ({what})"
    condition = _CONDITION.search(before)
    is_clear = condition and not _PRONOUN.search(condition.group("if"))
    if condition and is_clear and edit and not re.search(r"\d", edit):
        return f"{edit} ({condition.group('if')})"
    label = _LABELLED.match(before)
    if label:
        return f"{edit} ({label.group('label').lower()})"
    if edit and _PRONOUN.search(edit):
        told = [part.strip() for part in _STOPS.split(before)[:-1] if len(part.strip()) > 8]
        about = (told[0] if told else context.before).strip(" .。*")
        is_plain = len(about) <= _ABOUT and not _SCREEN.search(about)
        return f"{edit} ({about})" if is_plain and _NAMES.search(about) else edit
    return edit
