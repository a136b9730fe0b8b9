"""Words that a message is to show and that stand in it without quotation marks."""

from __future__ import annotations

import re

# Between the lines of one text, where a quotation may hold no line feed.
LINE = "\u2028"
_ORDINAL = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_NOUN = r"(?:words?|text|caption|title|headline|label)"
# Words that lead on to where and how they are shown are no part of what is shown.
_LEADS_ON = r"(?:on|at|in|with|along|across|for|over|from|as|please|should|is|during|until)\b"
_TITLE = rf"[A-Z][\w'’&-]*[!?]?(?: (?!{_LEADS_ON})[\w'’&-]+[!?]?){{0,4}}?"
_PLACE = (
    r"(?:at|in|on|across|over|for|from|during|until|between) (?:the )?(?:very )?(?:top|bottom|"
    r"upper|lower|cent(?:er|re)|middle|left|right|corner|start|beginning|end|ending|intro|outro|"
    r"first|last|second|third|opening|closing|final|whole|\d)"
)
_PART = rf"(?:the {_ORDINAL} (?:half|part|clip|one|video|photo|picture)|(?:clip|photo|part) \d)"
# add Welcome at the start and Goodbye at the end
_PAIR = re.compile(
    rf"(?P<led>\b(?i:add|put|write|show|display|type|overlay)(?: the| a)?(?: {_NOUN})? )"
    rf"(?P<said>{_TITLE})(?P<between> {_PLACE}[^,;.“\"]{{0,24}}?,? (?:and|then)(?: then)?(?: the)?"
    rf"(?: {_NOUN})? )(?P<also>{_TITLE})(?= {_PLACE})"
)
# caption the first half Morning and the second half Evening
_NAMED_PAIR = re.compile(
    rf"(?P<led>\b(?i:caption|title|label|call|name) {_PART} )(?P<said>{_TITLE})"
    rf"(?P<between>(?:,| and|, and) {_PART} )(?P<also>{_TITLE})(?=$|[,;.!])"
)
# call the first one Arrival
_CALLED = re.compile(
    rf"(?P<led>\b(?i:caption|title|label|call|name) (?:the )?{_ORDINAL} "
    rf"(?:one|clip|text|caption|title|part|video|photo|picture|scene) )(?P<said>{_TITLE})"
    r"(?=$|[,;.]| and )"
)
_CALLED_ZH = re.compile(
    r"(?P<led>第[一二三四五六1-6](?:个|段|张|条)(?:视频|片段|素材|照片|文字|字幕|标题)?(?:叫做?|命名为|"
    r"名为))(?P<said>[^“”\"「《,，。;；\s]{1,16})"
)
# the words Thank you at the end
_WORDED = re.compile(
    rf"(?P<led>\b(?i:the (?:words?|text|caption|title)|saying|that says|which says|reading) )"
    rf"(?P<said>{_TITLE})(?= {_PLACE}|[,;]|$)"
)
# SALE ENDS FRIDAY in big yellow letters at the top
_HEADLINE = re.compile(
    r"^(?P<led>\W*)(?P<said>(?!(?:MP4|MOV|GIF|HD|UHD|SRT|PIP)\b)"
    r"[A-Z][A-Z0-9'&!?%-]+(?: [A-Z0-9][A-Z0-9'&!?%-]*)+)(?= (?:in|with) "
    r"(?:(?:big|large|small|bold|huge) )?(?:\w+ )?(?:letters|text|font|type|words)\b)"
)
_LINE_EN = re.compile(
    r"(?:,? (?:and )?)?\b(?:(?:on |in )?(?:the )?(?:first|second|third|1st|2nd|3rd) line|"
    r"line (?:one|two|three|[123]))"
    r"(?: (?:says?|saying|reads?|is|as|should (?:say|be|read)))?:? [\"“]?"
    r"(?P<said>[^,;“”\"]+?)[\"”]?"
    r"(?=$|[,;.]| and (?:the )?(?:second|third|line)| at the | in the | for )",
    re.I,
)
_LINE_ZH = re.compile(
    r"[,，;；、。]?(?:在)?第[一二三123]行(?:字|文字)?(?:写上?|是|为|显示|叫|用|[:：])*\s*[“\"「]?"
    r"(?P<said>[^,，;；。“”\"「」]+)[”\"」]?"
)
_PLACED_ZH = re.compile(
    r"(?P<led>(?:顶部|底部|上面|下面|上方|下方|左上角|右上角|左下角|右下角|中间|开头|结尾|片头|片尾|"
    r"第[一二三四1-4](?:段|个|张)(?:视频|片段|照片)?|[前后]半段|(?:前|最后)[\d一二两三四五六七八九十]+秒)"
    r"(?:上|里|都|就)?(?:写上?|写着|显示|打上|标上?)(?:文字|标题|字幕)?)"
    r"(?P<said>[^,，。;；“”\"「」《》:：\s]{1,16})(?=$|[,，。;；])"
)

# Words in capitals that are to be shown are as good as quoted: show PART ONE from 0 to 3s.
_CAPITALS = r"[A-Z][A-Z0-9'&!?-]*(?: [A-Z0-9][A-Z0-9'&!?-]*)*"
_SHOWN = re.compile(
    r"(?P<led>\b(?i:put|add|show|display|write|overlay|stick|slap|text|title|caption|subtitle|headline|heading|"
    r"says?|saying|reads?|"
    r"reading|titled|words?|letters)\b:? )"
    rf"(?P<said>{_CAPITALS})(?= (?:at|in|on|across|over|for|from|between|until|"
    r"during|top|bottom|as|instead|there|please)\b|[,.;]|$)"
)
# Several words that each begin with a capital are a title: show The End for 2 seconds.
_TITLED = re.compile(
    r"(?P<led>\b(?i:put|show|display|write|title|caption|text|saying|says|reading|reads):? )"
    r"(?P<said>[A-Z][a-z']+(?: (?:(?:of|the|and|in|a|to) )*[A-Z0-9][\w']*)+[!?]?)"
    r"(?= (?:at|in|on|across|over|for|from|between|until|during|top|bottom)\b|[,;]|[.!?]*$)"
)
_SHOWN_NEXT = re.compile(
    rf"(?P<led>(?:\b(?:and|then)|,) )(?P<said>{_CAPITALS})(?= (?:at|in|on|for|from|"
    r"between|until|over|during|across)\b)"
)
# Capitals that name a format, a unit or the speaker, and are no words to show.
_NO_WORDS = re.compile(
    r"(?:MP[34]|MOV|GIF|WAV|PNG|JPE?G|WEBM|MKV|AVI|SRT|ASS|M4A|BGM|PIP|U?HD|FHD|FPS|"
    r"AV1|HEVC|H26[45]|"
    r"LUFS|RGB|VHS|I|A|X|OK|PLEASE|PLS|[MGK]B|ASAP|BW)"
)


def quoted(message: str) -> str:
    """The message with the words that it is to show between quotation marks."""
    if sum(c.islower() for c in message) < sum(c.isupper() for c in message):
        return message
    message = _each_placed(_in_lines(message))
    for pattern in (_PAIR, _NAMED_PAIR):
        message = pattern.sub(r"\g<led>“\g<said>”\g<between>“\g<also>”", message)
    for pattern in (_CALLED, _CALLED_ZH, _WORDED, _HEADLINE):
        message = pattern.sub(r"\g<led>“\g<said>”", message)
    text = _TITLED.sub(_in_quotes, _SHOWN.sub(_in_quotes, message))
    return _SHOWN_NEXT.sub(_in_quotes, text) if text != message else text


def _in_lines(message: str) -> str:
    """`first line Summer, second line Sale`, 第一行…第二行…: one text of several lines."""
    for pattern, noun in ((_LINE_EN, "text "), (_LINE_ZH, "文字")):
        lines = list(pattern.finditer(message))
        if len(lines) > 1:
            said = LINE.join(m["said"].strip() for m in lines)
            before = message[: lines[0].start()].rstrip(" ,，:：")
            verb = "add the " if noun == "text " else "加"
            before = f"{before} " if before else verb
            return f"{before}{noun}“{said}”{message[lines[-1].end() :]}"
    return message


def _each_placed(message: str) -> str:
    """顶部写夏天,底部写海边: words of which each has its place."""
    if len(_PLACED_ZH.findall(message)) < 2:
        return message
    return _PLACED_ZH.sub(r"\g<led>“\g<said>”", message)


def _in_quotes(match: re.Match[str]) -> str:
    said = match["said"].strip()
    if len(said) < 3 or _NO_WORDS.fullmatch(said.strip("!?'")):
        return match[0]
    return f"{match['led']}“{said}”"
