"""Find what a message wants uploaded: typed file names and paths, media URLs, video pages."""

import re
from dataclasses import dataclass

_MEDIA = (
    "mp4|mov|avi|webm|mkv|m4v|jpe?g|png|gif|webp|mp3|wav|m4a|aac|flac|ogg|mpe?g|wmv|flv|srt|vtt"
)
_END = rf"\.(?:{_MEDIA})(?![A-Za-z0-9_]|\.[A-Za-z0-9])"
_URL = re.compile(r"https?://[^\s<>\"'「」『』《》“”„«»，。、；！？（）)\]]+", re.I)
_BARE_PAGE = re.compile(
    r"(?<![\w./@])(?:(?:www|m|v|vm)\.)?(?:youtube\.com/(?:watch|shorts|live)|youtu\.be/"
    r"|vimeo\.com/\d"
    r"|bilibili\.com/video/|b23\.tv/|tiktok\.com/|douyin\.com/"
    r"|dailymotion\.com/video/)[^\s，。、；！？）)]*",
    re.I,
)
_PAGE = re.compile(
    r"^(?:https?://)?(?:www\.|m\.|mobile\.|music\.)?(?:"
    r"youtube\.com/(?:watch\?|shorts/|live/|embed/|v/)|youtu\.be/\w"
    r"|(?:player\.)?vimeo\.com/(?:video/|[\w/]*)\d"
    r"|bilibili\.com/(?:video|bangumi/play)/|b23\.tv/\w|tiktok\.com/(?:@[^/]+/video/|t/"
    r"|v/)|v[mt]\.tiktok\.com/\w"
    r"|douyin\.com/(?:video|note)/|v\.douyin\.com/\w|iesdouyin\.com/share/video/"
    r"|dailymotion\.com/video/|dai\.ly/\w|(?:x|twitter)\.com/[^/]+/status/"
    r"|instagram\.com/(?:[^/]+/)?(?:p|reel|reels|tv)/"
    r"|facebook\.com/(?:[^/]+/videos/|watch|reel/)|fb\.watch/\w|twitch\.tv/videos/"
    r"|clips\.twitch\.tv/\w"
    r"|reddit\.com/r/[^/]+/comments/|streamable\.com/\w|nicovideo\.jp/watch/"
    r"|weibo\.com/tv/|v\.youku\.com/v_show/"
    r"|kuaishou\.com/short-video/|xiaohongshu\.com/(?:explore|discovery)/|ted\.com/talks/"
    r"|rutube\.ru/video/|vk\.com/video"
    r"|loom\.com/share/)",
    re.I,
)
_DIRECT = re.compile(rf"^https?://[^?#]+\.(?:{_MEDIA}|m3u8|mpd)(?:[?#].*)?$", re.I)
_NAMED = re.compile(_END, re.I)
_PATH = re.compile(
    rf"(?<![A-Za-z])[A-Za-z]:[\\/][^<>:\"|?*，。；！？\n]*?{_END}"
    rf"|(?:\\\\|~|\.{{0,2}}/)?(?:[\w\-.()@+&%#~\[\]·—–]|[\\/]|\\ )+?{_END}",
    re.I,
)
_QUOTED_PATH = re.compile(
    rf"[\"“「『«'](?P<path>[^\"“”「」『』«»'\n]{{1,200}}?{_END})[\"”」』»']", re.I
)
_RESULT = re.compile(
    r"(?:\b(?:as|(?<!is )(?<!'s )(?<!are )(?<!was )(?:called|named)|titled"
    r"|call it|name it|call the (?:file|result|video|export)"
    r"|name the (?:file|result|video|export)"
    r"|under the name|with the name|filename|file name|filename of|to be called|sous|comme"
    r"|como|als|come|nennen|namens|nombre|nome|nom|как|именем|llámalo|chame de|renomme en)"
    r"|(?:export|save|render|rename|output|download)\b[^.,;!?'\"]{0,40}\b(?:to|into|in)"
    r"|导出[到为成]?|导成|输出[为成到]?|存[为成到]?|保存[为成]?|命名[为成]?|叫做?"
    r"|取名[为叫]?|名字[是叫为]?|文件名[是叫为用]?|改名[为成叫]?|下载[为成]|名为|起名叫?)"
    r"\s*[:：]?\s*[\"'“‘「『«]?$",
    re.I,
)
_SHOWN = re.compile(
    r"(?:\b(?:shows?|display|write|print|says?|saying|reads?|reading|text|words?"
    r"|(?<!^)(?<!please )(?<!and )(?<!then )(?<!you )caption"
    r"|title|(?:show|add|put|display|write|type|print)\b[^.!?]{0,30}\b(?:link|address|url))"
    r"|显示|写上?|写着|打上|文字|网址|字样|标题|(?<![加上配])字幕|水印)\s*[:：]?\s*[\"'“‘「『«]?$",
    re.I,
)
_SHOWN_AFTER = re.compile(
    r"^[\"'”’」』»]?\s*(?:(?:in|with) (?:big|large|bold|small|white|black|yellow|red)\b"
    r"|as (?:text|a caption|a title|an? overlay)"
    r"|on (?:the )?(?:screen|end card|last frame|banner)|as the (?:watermark|title)|字样"
    r"|字幕|的字(?!幕)|这行字|这几个字)",
    re.I,
)
_FETCHING = re.compile(
    r"(?:\b(?:download|rip|fetch|grab)(?: me)?(?: (?:the|this|that))?(?: (?:video|clip"
    r"|film|movie|stream|file))?(?: (?:from|at|here|on|under))?|下载一?下?(?:这个"
    r"|这条)?(?:视频)?)\s*[:：]?\s*$",
    re.I,
)
_FETCHED_AFTER = re.compile(
    r"^[\s,，:：]*(?:please |pls )?(?:download|rip|fetch|下载|帮我下载|请下载)", re.I
)
_GOES_ON = re.compile(r" ?(?![给发吧就呗谢传的再然并后])[\u3400-\u9fff]")
_TURNED = re.compile(r"\s*(?:为|成|转)")
_KNOWN = re.compile(
    r"(?:\b(?:the|my|our) uploaded\b"
    r"|\b(?:already|earlier|before|previously) (?:uploaded|sent|added)\b"
    r"|\bi(?:'ve)? (?:already |just )?(?:uploaded|sent|added)\b"
    r"|\balready (?:in|on|there)\b|刚才?传|刚上传|已上传|已经上传|已经传|之前上传|之前传"
    r"|上传过|传过的)",
    re.I,
)
_LEAD = re.compile(
    r"^(?:.*[把将给对从叫请]|(?:.*[我请想要先再就])?用"
    r"|(?:.*[我请想要先再就])?(?:压缩|上传|剪辑|打开|转换|处理|合并|导入))(?=[^\\/.]+\.)"
)
_JOINED = re.compile(r"^(?:和|与|跟|及|以及|还有)(?=[^\\/.]+\.)")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Mention:
    """A file or URL named in a message: where, what, and whether it is to be uploaded."""

    start: int
    end: int
    value: str
    is_source: bool

    @property
    def is_url(self) -> bool:
        """Whether it is an address on the web, not a path."""
        return bool(_URL.match(self.value) or _BARE_PAGE.match(self.value))


def mentions(text: str, has_media: bool = False) -> list[Mention]:
    """Every file name, path and URL of a text, in order, none inside another."""
    found: list[Mention] = []
    for start, end in sorted(_spans(text)):
        if found and start < found[-1].end:
            continue
        follows = bool(found) and found[-1].end == start
        is_source = _is_source(text, start, end, has_media)
        value = _trim(text[start:end], follows) if is_source else text[start:end]
        at = end - len(value) if is_source else start + len(_prefix(value, text[end : end + 40]))
        found.append(Mention(at, end, text[at:end], is_source))
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    urls = [(m.start(), m.start() + len(_address(m.group()))) for m in _URL.finditer(text)]
    pages = [m.span() for m in _BARE_PAGE.finditer(text) if not _inside(m.start(), urls)]
    taken = urls + pages
    taken += [
        m.span("path") for m in _QUOTED_PATH.finditer(text) if not _inside(m.start("path"), taken)
    ]
    if not _NAMED.search(text):
        return taken
    paths = [m.span() for m in _PATH.finditer(text) if not _inside(m.start(), taken)]
    return taken + paths


def _address(found: str) -> str:
    """An address without the full stop or the Chinese words directly after it."""
    if _CJK.search(found) and not _DIRECT.match(found):
        found = _CJK.split(found)[0]
    return found.rstrip(".,;:!?*_")


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _is_source(text: str, start: int, end: int, has_media: bool) -> bool:
    value, before, after = text[start:end], text[max(0, start - 60) : start], text[end : end + 40]
    if _URL.match(value) and not (_DIRECT.match(value) or _PAGE.match(value)):
        return bool(_FETCHING.search(before)) or bool(_FETCHED_AFTER.match(after))
    if _TURNED.match(after):
        return True
    if _SHOWN.search(before) or _SHOWN_AFTER.match(after):
        return False
    if has_media and (_KNOWN.search(before[-25:]) or _KNOWN.search(after[:30])):
        return False
    return bool(_URL.match(value)) or not _RESULT.search(before + _prefix(value, after))


def _prefix(value: str, after: str) -> str:
    """What of a match before its name is Chinese talk ("导出为成片.mp4" has no spaces)."""
    lead = re.match(
        r"^(?:把它?|将它?)?(导出[到为成]?|输出[为成到]?|存[为成到]|保存[为成]|命名[为成]?"
        r"|叫做?|改名[为成叫]?|下载[为成])(?=[^._\-\d])",
        value,
    )
    names_the_result = lead and (lead.group()[-1] in "为成到叫" or not _GOES_ON.match(after))
    return lead.group() if lead and names_the_result else ""


def _trim(value: str, follows: bool) -> str:
    """A name without the Chinese talk before it; `follows`: directly after another name."""
    if not _CJK.match(value):
        return value
    return (_JOINED if follows else _LEAD).sub("", value)
