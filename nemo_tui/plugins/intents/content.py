"""Hide what is quoted or dictated: words that are to appear in the video ask for nothing."""

import re
from collections.abc import Iterator
from itertools import chain

from nemo_tui.plugins.intents.sources import Mention

QUOTED = "\ue000"
SOURCE = "\ue001"
RESULT = "\ue002"
PAGE = "\ue003"

_LATIN = r"[a-z](?:[a-z' ]{0,40}[a-z])?"
# English words that a Chinese sentence calls lettering: "Send Now 的字幕", "标题改成 Export Day"
_LETTERING = re.compile(
    rf"(?<![a-z'])(?P<named>{_LATIN})(?=[ !.]{{0,2}}[的这那]?(?:几个|一行|这行|这句|个)?"
    r"(?:字幕|字样|字|标题|按钮|图标|文字|台词|歌词|口号|贴纸|水印|弹幕|横幅|招牌))"
    r"|(?:[那这一][句行]|写[着上]|(?:名字|标题|片名|字幕|项目|工程)(?:改成|换成|写成|叫做?)|命名为)"
    rf" ?(?P<told>{_LATIN})"
)
_PAIRS = re.compile(
    r"\"[^\"\n]{1,400}\"|“[^”\n]{1,400}[”“]|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»"
    r"|»[^«\n]{1,400}«|‹[^›\n]{1,400}›"
    r"|「[^」\n]{1,400}」|『[^』\n]{1,400}』|《[^》\n]{1,400}》|【[^】\n]{1,400}】"
    r"|＂[^＂\n]{1,400}＂|〈[^〉\n]{1,400}〉"
    r"|(?<![a-z0-9à-ÿа-я])'[^\n']{1,3}(?:[^\n']|'(?=[a-z]))*?'(?![a-z])|(?<![\w])‘[^’\n]{1,400}’(?![a-z])"
)
_SIGNS = (
    r"title|card|caption|text|sign|slide|frame|screen|headline|overlay|sticker|third"
    r"|banner|corner|chyron|watermark|bubble"
    r"|label|button|ticker|subtitle|quote|poster|slogan|hashtag|message|chapter|heading"
    r"|name tag|thumbnail|narrator"
    r"|voiceover|voice-over|word|lettering|tagline"
)
_FILMS = (
    r"video|clip|ad|film|satire|tutorial|short|movie|story|song|explainer|documentary|reel"
    r"|cartoon|promo|piece|trailer"
    r"|animation|lesson|presentation|vlog|spot"
)
_CUES = re.compile(
    r"\b(?:"
    r"(?<!does )(?<!does it )(?<!did )(?<!did it )(?<!why )(?<!\bi )(?:says?|saying|reads?"
    r"|reading|spells?|spelling)\b(?! (?:it|this|that|me|the text aloud|out|how|what|which|where"
    r"|when|if|whether)\b)"
    r"|with the (?:words?|text|title|caption|message|slogan|line|phrase|tagline)\b"
    rf"|(?:{_SIGNS})s?(?: (?:(?:is|should be|reads?|to)|(?:at|in|on|over"
    r"|for)(?: \w+){1,4}?))? ?[:=]"
    r"|change the (?:title|text|caption|headline) to\b|(?:called|titled|entitled|labell?ed"
    r"|captioned|named)\b"
    r"|(?:with|add|put|use) the (?:text|words|title|caption|hashtag) (?!at|in|on|to|over"
    r"|and|above|below|under)\b"
    rf"|(?:{_FILMS}) (?:about|on how|explaining)\b|(?:explainer|satire|tutorial|documentary"
    r"|lesson|presentation|piece|essay|lecture) on\b"
    r"|the (?:words?|steps|labels|keywords|buttons|icons) "
    r"|\b(?:schreib|escrib|écri|scriv|escrev|напиши)\w*(?: [^\s:,.]+){0,5} ?:"
    r"|\b(?:write|put|type|add|show|display|print)(?: [^\s:,.]+){1,5} ?:(?=[ \"'“])"
    r"|(?:whispers?|shouts?|yells?|screams?|mutters?|murmurs?|announces?|chants?)"
    r" (?!it|that|this|at\b)"
    r"|(?:have|make|makes|let|lets) (?:(?!and |then |plus |also )\w+ ){1,4}?(?:say|whisper|shout"
    r"|yell|scream|announce|sing|mumble|ask|reply|answer|think)\b"
    r"|que diga|que ponga|con el texto|mit dem text|mit der aufschrift|avec le texte"
    r"|qui dit|con il testo|con la scritta|com o texto|com a frase|с текстом|с надписью"
    r")"
    r"|(?=[\u3040-\u9fff])(?:(?:写上|写着|写个|写一行|写|打上|打出|打一行|显示一行|内容是"
    r"|内容为|文字是|文字为|字幕是|台词是|台词|标题叫|标题是|标题为|标题改成|标题换成"
    r"|片名叫|片名是|名字叫|叫做|念|朗读)(?![了完好上什得]|一下|在)[:]?"
    r"|(?:(?<![加上配])字幕|文字|标题|文案|角标|弹幕|图标|按钮|步骤|关键词|标签|旁白|配音|贴纸|横幅)(?:效果|内容)?[:]"
    r"|[让叫使由][^，。,.]{1,10}[说喊念问唱](?![明话出服])"
    r"|関する|についての|关于|主题是|讲述|一个讲|一段讲|一条讲)"
)
_LISTED = re.compile(
    r"\s*(?:(?:[^\s,、.。!?\u3040-\u9fff]{1,12}[,、]\s*){2,}|(?:[^\s,、.。!?]{1,12}、\s*)+)"
    r"(?:and )?[^\s,、.。!?]{1,12}"
)
_ASKED = (
    r"(?:(?:what|where|which|how|can|could|i|i'd|i want|i need|let|is|do|does|are|please)\b"
    r"|(?:export|download|render|send|give|save|show|tell|say|email|mail|hand|get|upload|check|list"
    r"|add|remove|trim|cut|crop|make|put|change|mute|play|use)(?:\s*[,.!]|\s*$| (?:it|that|this|me"
    r"|the|an?|as|in|my|to|please|us|them|over|off|out|down|up|now|how|what|which)\b))"
)
_STOP = re.compile(
    r"[.!?;\n。！？；]|,|，|\b(?:and then|then|after that)\b"
    rf"|(?:\b(?:and|plus|also)|&) (?={_ASKED})"
    r"|然后|接着|再|最后|并且|顺便|之后|\b(?:und dann|y luego|et puis|e poi|e depois"
    r"|а потом)\b| и (?=отправ|скача|экспорт|пришл|сохран)"
    r"| (?:y|et|ed?|und) (?=env|mánd|mand|exp|desc|télé|donne|schick|lad|gib|scar|inv|baix|пришл)"
)

_REQUEST = re.compile(
    rf"\s*(?:and |then |please |also |finally |next )*(?:[\u3040-\u9fff]|{_ASKED})"
)


def mask(folded: str, found: list[Mention]) -> str:
    """The text with sources, results and quoted or dictated words covered, at equal length."""
    cover = [(m.start, m.end, _mark(m)) for m in found]
    text = _cover(folded, cover)
    lettering = (m.span(m.lastgroup or 0) for m in _LETTERING.finditer(text))
    text = _cover(text, [(a, b, QUOTED) for a, b in chain(_quotes(text), lettering)])
    return _cover(text, [(a, b, QUOTED) for a, b in _dictated(text)])


def _mark(mention: Mention) -> str:
    if not mention.is_source:
        return RESULT
    return PAGE if mention.is_url else SOURCE


def _cover(text: str, spans: list[tuple[int, int, str]]) -> str:
    if not spans:
        return text
    letters = list(text)
    for start, end, mark in spans:
        letters[start:end] = mark * (end - start)
    return "".join(letters)


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    for match in _PAIRS.finditer(text):
        inside = match.group()[1:-1].strip()
        if not inside.strip(SOURCE + RESULT + PAGE):
            continue
        yield match.span()


def _dictated(text: str) -> Iterator[tuple[int, int]]:
    """The words after "saying", "写上" and the like, up to where the sentence goes on."""
    end = 0
    for cue in _CUES.finditer(text):
        start = cue.end()
        if start < end:
            continue
        rest = text[start : start + 2]
        if rest.lstrip()[:1] in (QUOTED, SOURCE, RESULT, PAGE, ""):
            continue
        listed = _LISTED.match(text, start)
        end = _end(text, listed.end() if listed else start + 1, ":" in text[start - 1 : start + 2])
        yield start, end


def _end(text: str, start: int, is_listed: bool) -> int:
    """Where dictated words end; `is_listed`: after a colon, where commas may belong to them."""
    for stop in _STOP.finditer(text, start):
        if not (is_listed and stop.group() == ",") or _REQUEST.match(text, stop.end()):
            return stop.start()
    return len(text)
