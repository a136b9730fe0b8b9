"""Why what looks like a request is none: content, a general question, taken back, put off."""

import re

from nemo_tui.engine.actions import Step
from nemo_tui.plugins.intents.asks import Ask
from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.objects import EDIT_VERB, NARRATED

BEFORE = re.compile(
    r"\bBEFORE (?:(?!EDIT|SHOW|EXPORT|DOWNLOAD|SEND|SENDME|Q|MANY|IWANT|HANDIN|WANT)[A-Za-z]+ )*$"
)
FAR_ALONG = re.compile(r"EDIT (?:(?:PLEASE|x|OK) ){0,2}STATEQ ")
WONDERS = re.compile(r"\bQ (?:YOU|I|PRON|DET|FILE|JOB) ")
_EDITED_AFTER = re.compile(
    r"(?:EXPORT|DOWNLOAD|UPLOAD|CREDITS|STATUS|TIMELINE) "
    r"(?:(?!(?:ME|SENDME|GIVEME|DEVICE|FILE|COPY|FMT|BOX|SHOW|AS|REMAIN|AFFORD"
    r"|MANY) )[A-Za-z]+ )*(?:EDIT|LOOK) (?!SENDME)"
)
_OF_SUCH_A_KIND = re.compile(r"(?:的|版|版 本|视频|成片|文件|mp4|片段|部分)(?: [吧了吗呢])*$")
_WANTED_CREDITS = re.compile(r"\bWANT DET CREDITS (?!PLEASE|OK|REMAIN|SOFAR)\w")
_SO_MANY = re.compile(r"^(?!.*\b(?:AFFORD|Q|MANY|REMAIN|ME|HOWTO) ).*\bNUM CREDITS ")
_BOUGHT = re.compile(r"\b(?:bought|paid|topped|ordered|purchased|charged|spent|got|had|lost)\b")
_OF_THE_FILM = re.compile(r"\b(?:THING|FILE) CREDITS |\bCREDITS (?:ITEM|LOOK) ")
_NAMES = re.compile(r"\bNAMEIT (?:(?:DONE|x) )*$")
_ABOUT = re.compile(
    r"\b(?:THING|CREATE|FILE) ABOUT |^(?:(?:OK|PLEASE) )*(?:EDIT )?AN (?:x )*ABOUT "
)
_JOINED = re.compile(r"\b(?:(?:THING|CREATE|MEDIA) (?:AS )?|x AS )$")
_IN_A_SCENE = re.compile(r"\bSCENE (?:(?:[A-Za-z]+ )*(?:EDIT|LOOK) |PLEASE $)")
_IN_THE_PART = re.compile(
    r"\b(?:EDIT|PLACE) (?:DET|PRON|EDIT) (?:x )?(?:THING |MEDIA )?(?:AS )?Q (?:I|YOU|DET|PRON) "
)
_REPORTED = re.compile(r"\bHE (?:(?:Q|FUTURE|x|TO|PLEASE|ME|DET|I|FILE|COPY|JOB|SOFAR|MANY) )*$")
_OF_SOMETHING = re.compile(r"\b(?:TIMELINE|STATUS|LIST) NOUNCUE DET x ")
_ABOUT_LIMITS = re.compile(r"\b(?:MANY|Q) (?:[A-Za-z]+ )*(?:UPLOAD|RENDER|EXPORT|DOWNLOAD) ")
_TO_SOME_APP = re.compile(r"\bEXPORT (?:PRON |FILE )?TO x (?:PLEASE )*$")
_OTHER_THING = re.compile(r"\bIWANT (?:EXPORT|DOWNLOAD|RENDER|UPLOAD) (?:(?:DET|AN|PLEASE|I) )*x ")
_HOW_MUCH_CAN = re.compile(r"\b(?:STATEQ|MANY (?:x )?(?:MEDIA|THING|TIMELINE)) IWANT ")
_ABOUT_CREDITS = re.compile(
    r"^(?!.*\b(?:MANY|REMAIN|SHOW|LIST|AFFORD|OWN|I|ME|BALANCE|SOFAR) )"
    r"(?:.*HOWTO .*|(?:Q |x )?(?:x )*(?:CREDITS|POINTS) (?:x |OVER |TO |EDITED ){2}.*)$"
)
_SAYS_HOW = re.compile(
    r"(?:(?:OK|PLEASE) )*(?:EXPORT|RENDER|DOWNLOAD|SAVE) (?:[A-Za-z]+ )*?(?:NOUNCUE|WITHOUT|AS) "
    r"(?:(?:DET|AN|I|x|FMT|DONE) )*TOPIC "
)
_MINE = re.compile(r"\b(?:my|our)\b|balance|余额|我")
_OWN_COPY = re.compile(
    r"\bHOWTO (?:GET|PUT|SAVE) (?:DET|I|DONE|FILE|COPY|PRON|x) .*?(?:DEVICE|ME) "
    r"|\bHOWTO (?:PLEASE )*(?:PRON|FILE|COPY) (?:SENDME|(?:SAVE|GET|PUT|DOWNLOAD) DEVICE) "
)
_HOW = re.compile(r"\bhow\b|怎|如何|咋|cómo|como|come|wie|comment|как|どうやって")
_AT_ALL = re.compile(r"^can you .* at all$")
_WHAT_IS_A = re.compile(r"^(?:(?:OK|PLEASE) )*Q AN (?:x )?(?:TIMELINE|JOB|STATUS|EXPORT|RENDER) $")
_WILL_IT = re.compile(r"会(?!议|员|场|话|儿).*[吗么]$")
_YET = re.compile(r"(?:没|没有) ?[啊呀呢]?$")
_CANCELLING = re.compile(r"\b(?:NEG|NO|WITHOUT|UNTIL) ")
_INSTEAD_OF = re.compile(r"\bINSTEADOF (?:(?:PLEASE|SHOW|SEND|ME|GET|x|Q|MANY) )*$")
_POSTPONED = re.compile(r"\b(?:COND|WAIT) ")
_I_WILL = re.compile(
    r"\b(?:i'll|i will|we'll|we will|i'm going to|i plan to|i can|we can|we could)\b"
)
_ANOTHER_TIME = re.compile(
    r"\b(?:later|myself|tomorrow|tonight|on my own|another time|some other time)\b"
)
_IT_WAS_ME = re.compile(r"(?:(?:OK|SOFAR) )*(?:I|YOU) ")
_SET_ASIDE = re.compile(
    r"\b(?:save|keep|leave|park|put|shelve)\b.*\b(?:for later|for the end|for last"
    r"|(?:till|until) last|on hold|aside|to the end)\b"
    r"|\bleave\b.*\bto (?:me|us|him|her|them)\b"
    r"|(?:导出|下载|渲染|上传|export|download|render|upload) .{0,6}我 ?(?:自己 ?)?来(?: [吧了])*$"
    r"|(?:不用|不必|无需|不需要|用不着|甭) (?:再 )?(?:查|看)\S{0,2}(?: [了吧啦])*$"
    r"|我 ?(?:自己 ?)?来 (?:导出|下载|渲染|export|download|render)"
    r"|(?:导出|下载|渲染|export|download|render) ?.{0,4}(?:留|放)(?: ?到| ?在)? ?最 ?后"
)
_BY_MYSELF = re.compile("我(?:自己|待会儿?|回头|晚点|一会儿?)再?(?:去)?[查看弄]")
_DUE = re.compile(r"\b(?:for|by|before) (?:[\w']+ ){0,3}(?:tomorrow|later|next week)\b")
_NOTICED = re.compile(r"(?:DOWNLOAD|EXPORT|RENDER) (?:(?:PRON|FILE|COPY|DET) )*I x ")
_PURPOSE = re.compile(r"\b(?:PURPOSE|AGO) ")
_TRAILING_NEG = re.compile(r"\b(?:NEG|TAKEBACK) (?:(?:PLEASE|OK|x|I|DET|AN) )*$")


def is_content(ask: Ask, clause: Clause, tags: str) -> bool:
    """Whether the words that look like a request are the object of an edit."""
    if clause.verb_last and _EDITED_AFTER.match(tags, ask.at):
        return not (ask.step is Step.EXPORT and _OF_SUCH_A_KIND.search(clause.text))
    if ask.step is Step.STATE and clause.verb_last and FAR_ALONG.search(tags):
        return False
    if ask.step is Step.CREDITS and _WANTED_CREDITS.search(tags):
        return True
    if ask.step is Step.CREDITS and (
        _OF_THE_FILM.search(tags) or (_SO_MANY.search(tags) and not _BOUGHT.search(clause.text))
    ):
        return True
    if _NAMES.search(tags[: ask.at]):
        return True
    if _IN_A_SCENE.search(tags, ask.at) or _IN_THE_PART.search(tags[: ask.at]):
        return True
    if _ABOUT.search(tags[: ask.at]) or NARRATED.search(tags[: ask.at]):
        return True
    is_question = ask.step in (Step.STATE, Step.CREDITS)
    if is_question and (_is_relative(tags, ask.at) or _REPORTED.search(tags[: ask.at])):
        return True
    if ask.step is Step.STATE and _is_of_another(clause, tags):
        return True
    if ask.step is Step.CREDITS and WONDERS.search(tags[: ask.at]):
        return False
    edit = EDIT_VERB.search(tags[: ask.at])
    return (
        "AFFORD " not in tags
        and ask.step is not Step.EXPORT
        and edit is not None
        and not BEFORE.search(tags[: edit.start()])
    )


def _is_relative(tags: str, at: int) -> bool:
    """Whether the question word only joins: "the scene where he checks his balance"."""
    return tags.startswith("Q ", at) and bool(_JOINED.search(tags[:at]))


def _is_of_another(clause: Clause, tags: str) -> bool:
    """Whether the timeline is no project: "the timeline of the Roman empire"."""
    found = _OF_SOMETHING.search(tags)
    return found is not None and clause.tokens[tags[: found.end()].count(" ") - 3].text == "of"


def is_general(clause: Clause, tags: str, found: list[Ask]) -> bool:
    """A question about exporting or uploading in general, or about what credits are."""
    steps = {ask.step for ask in found}
    if _ABOUT_LIMITS.search(tags) and "AFFORD " not in tags:
        return True
    if clause.ends in ("?", "？") and (_OTHER_THING.search(tags) or _TO_SOME_APP.search(tags)):
        return True
    if clause.ends == "?" and (_AT_ALL.search(clause.text) or _WHAT_IS_A.search(tags)):
        return True
    if Step.EXPORT in steps and _WILL_IT.search(clause.text.replace(" ", "")):
        return True
    if Step.STATE in steps and _HOW_MUCH_CAN.search(tags):
        return True
    if Step.STATE in steps and "HOWTO " in tags and not re.search("STATEQ |DOING |SOFAR ", tags):
        return True
    if Step.EXPORT in steps and _OWN_COPY.search(tags) and _HOW.search(clause.text):
        return False
    if Step.STATE in steps or (Step.UPLOAD in steps and "UPLOAD " not in tags):
        return clause.verb_last and Step.UPLOAD in steps and "TOPIC " in tags
    if Step.EXPORT in steps and _SAYS_HOW.match(tags) and clause.ends not in ("?", "？"):
        return "HOWTO " in tags
    if Step.CREDITS in steps and _ABOUT_CREDITS.search(tags) and not _MINE.search(clause.text):
        return True
    if Step.CREDITS in steps:
        return "TOPIC " in tags and not re.search(r"\b(?:REMAIN|AFFORD) ", tags)
    return bool(re.search(r"\b(?:HOWTO|TOPIC) ", tags))


def is_cancelled(ask: Ask, clause: Clause, tags: str) -> bool:
    before = tags[: ask.at]
    if _CANCELLING.search(before) or BEFORE.search(before) or _INSTEAD_OF.search(before):
        return True
    if ask.step is Step.EXPORT and ("WAIT " in before or _POSTPONED.search(tags, ask.at)):
        return True
    if _I_WILL.search(_said_before(clause, before)) and (
        _ANOTHER_TIME.search(clause.text) or "LATER " in tags
    ):
        return True
    if ask.step in (Step.EXPORT, Step.UPLOAD) and _PURPOSE.search(before):
        return True
    if (
        ask.step in (Step.EXPORT, Step.UPLOAD)
        and "FUTURE " in tags
        and not _DUE.search(clause.text)
    ):
        return True
    if _SET_ASIDE.search(clause.text) or _BY_MYSELF.search(clause.text.replace(" ", "")):
        return True
    if ask.step is Step.EXPORT and _is_told_of_me(clause, before):
        return True
    if ask.step is Step.EXPORT and clause.opens == "AFTER" and _NOTICED.match(tags):
        return True
    if ask.step is Step.EXPORT and "AGO " in tags and _IT_WAS_ME.match(tags):
        return True
    return clause.free and bool(_TRAILING_NEG.search(tags)) and not _YET.search(clause.text)


def _is_told_of_me(clause: Clause, before: str) -> bool:
    """Whether the person says what they do themselves: "you fix the audio, I do the export"."""
    at = before.count(" ")
    does_it = before.endswith("I ") and clause.tokens[at].tag in ("EXPORT", "DOWNLOAD", "RENDER")
    return (
        does_it and clause.ends != "?" and clause.tokens[at - 1].text in ("i", "we", "i'd", "we'd")
    )


def _said_before(clause: Clause, before: str) -> str:
    return " ".join(token.text for token in clause.tokens[: before.count(" ") + 1])
