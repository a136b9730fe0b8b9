"""Questions about the work, greetings, help, and what lies outside of video."""

from __future__ import annotations

from nemo_tui.hooks import hookimpl
from nemo_tui.studio.draft import Draft, TrackType
from nemo_tui.studio.language.bilingual import clock, listed, say, size
from nemo_tui.studio.language.wording import Wording, read
from nemo_tui.studio.recipe import Library, Outcome, Request
from nemo_tui.studio.rendering.sizing import source_bytes

_LENGTH = (
    r"\bhow (?:long|many (?:seconds|minutes))\b|\b(?:what(?:'s| is)|tell me) (?:the |"
    r"its )?(?:duration|length|running time)\b|多长|多久|时长(?:是)?多少|几(?:秒|"
    r"分钟)|多少秒|总长(?:是|有)?(?:多少|几)"
)
_SIZE = (
    r"\bhow (?:big|large|heavy)\b|\bwhat(?:'s| is) (?:the |its )?(?:file ?)?size\b|"
    r"\bhow many (?:mb|megabytes)\b|多大|大小是|体积(?:是)?多少|多少(?:m|兆)"
)
_FACTS = (
    r"\bwhat(?:'s| is| are)? (?:the |its )?(?:resolution|dimensions|frame ?rate|fps|"
    r"aspect ratio|codec)|分辨率(?:是)?(?:多少|什么)|帧率(?:是)?多少|(?:什么|"
    r"多少)(?:分辨率|帧率|比例)"
)
_COUNT = (
    r"\bhow many (?:clips|videos|photos|files|pictures|segments|tracks)\b|几(?:个|段|"
    r"张)|多少(?:个|段|张)"
)
_WHAT = (
    r"\bwhat(?:'s| is| do we have| have i)? (?:on the timeline|in the (?:timeline|"
    r"project|draft)|uploaded|so far)\b|\b(?:show|list) (?:me )?(?:the |"
    r"my )?(?:timeline|clips|files|media)\b|时间线(?:上)?(?:有什么|什么样)|(?:有|"
    r"上传了)(?:哪些|什么)(?:素材|文件|视频)|当前状态"
)
_FORMATS = (
    r"\b(?:what|which) (?:\w+ )?(?:formats?|(?:file|video) types?)\b|\bformats? (?:do|can|are)\b|"
    r"\bsupport(?:ed)? formats?\b|(?:支持|能用|可以用)(?:哪些|什么)(?:格式|文件)|"
    r"什么格式"
)
_HELP = (
    r"^\W*help\b|\bwhat can (?:you|u|i) (?:do|ask)\b|\bhow (?:do|does) (?:you|this|"
    r"it) work\b|\bwhat (?:do|are) you\b|\bwho are you\b|\bcommands?\b|你(?:能|会|"
    r"可以)(?:做|干|帮)(?:什么|啥|些)|怎么用|帮助|有什么功能|能做什么|你是谁"
)
_HELLO = (
    r"^\W*(?:hi|hello|hey|yo|good (?:morning|afternoon|evening)|greetings|你好|您好|"
    r"嗨|哈喽|在吗|早上好|hello there)\W*(?:there|nemo|啊|呀)?\W*$"
)
_THANKS = (
    r"^\W*(?:thanks?|thank you|thx|ty|cheers|great|perfect|nice|awesome|cool|"
    r"ok(?:ay)?|good|谢谢|多谢|感谢|太好了|好的|很好|不错|棒|完美|可以|"
    r"行)(?: (?:so much|a lot|you|very much|job|work))*\W*(?:了|你|您|啦)?\W*$"
)
_LET_BE = (
    r"^\W*(?:(?:no|ok|oh|well),? )*(?:forget (?:it|that|about it)|never ?mind|"
    r"leave it(?: as (?:it )?is)?|"
    r"nothing|no,? thanks?(?: you)?|no|nope|not now)\W*$|"
    r"^(?:算了|没事|不用了|不用|不了|没什么|不要了|先这样|就这样)(?:吧|了)?\W*$"
)
_EMPTYING = (
    r"\b(?:delete|remove|erase|clear|drop|trash|wipe) (?:everything|all(?: of it)?|"
    r"it all|the (?:whole )?"
    r"(?:video|timeline|project|clip)|all (?:the )?(?:clips|videos|files))\W*$|"
    r"(?:删|清)(?:除|掉|空)?(?:所有|全部|整个|一切)(?:的)?(?:内容|视频|素材|片段|"
    r"东西|时间线)?\W*$|清空(?:时间线)?\W*$|"
    r"^(?:把)?(?:视频|时间线)?(?:全部?|都)(?:删|清)(?:掉|了|除|空)?\W*$"
)
_PRICE = (
    r"\bhow much (?:does|do|is|will|would)\b.*\b(?:cost|price|pay|charge|this|it)\b|"
    r"\b(?:price|pricing|subscription)\b|"
    r"\b(?:is|are) (?:it|this|you) (?:really )?free\b|\bdo i (?:have to |"
    r"need to )?pay\b|多少钱|收费|免费|要付费|要钱吗"
)
_CHANGES = (
    r"\bwhat (?:did|have) you (?:just )?(?:do|done|change)|\bwhat (?:has )?changed\b|"
    r"\bwhat was (?:that|done)\b|"
    r"(?:刚才|你)?(?:做|改|动)了(?:些)?什么|改了哪"
)
_DISLIKED = (
    r"\b(?:don'?t|do not|didn'?t) (?:really )?like\b|\bhate\b|\b(?:looks?|"
    r"sounds?) (?:bad|awful|terrible|wrong|weird|off|"
    r"ugly|boring)\b|不喜欢|不好看|难看|难听|不对劲|不满意"
)
_VAGUE = (
    r"\b(?:make|get) (?:it|this|that|the (?:video|clip)|my (?:video|clip)) (?:a (?:bit|"
    r"little|lot) |much |look |"
    r"more |way |really )*(?:better|nicer|good|great|cool(?:er)?|awesome|amazing|pretty|prettier|"
    r"interesting|professional|pro|fun|pop|perfect|beautiful|epic|nice|presentable)\b|"
    r"^\W*(?:please |can you |could you |just |pls )*(?:edit|fix|improve|enhance|polish|"
    r"change|modify|tweak|"
    r"clean up|spice up|work on|do something with|process|redo|adjust)"
    r"(?: (?:it|this|that|up|my|the|video|clip|footage|a bit|for me|please|something|<F\d+>))*\W*$|"
    r"^(?:请|帮我|麻烦|给我|把|能不能|可以)*(?:这个|这段|我的|视频|片子|它|一下|"
    r"<F\d+>)*(?:弄|做|变|搞|改|剪|处理|优化|编辑|修改|调整|"
    r"美化|修|剪辑)(?:得|的|一下|一点|下|吧|视频|这个|它)*(?:更|再)?(?:好看?|漂亮|"
    r"专业|高级|酷|精彩|有趣|完美|美|好)?"
    r"(?:一点|一些|点|些|吧|了)*\W*$"
)
_PUBLISH = (
    (
        (
            r"\b(?:upload|post|publish|share|tweet|send)\b.*\b(?:to|on)\b.*\b(?:youtube|"
            r"instagram|tiktok|facebook|twitter|my (?:channel|account|friend|mom|boss|"
            r"mother))\b|(?:发布|上传|发)到.*(?:抖音|快手|b ?站|小红书|youtube|朋友圈|微博)"
        ),
        "I cannot publish for you. I deliver the file and you post it yourself.",
        "无法替您发布。我会把文件导出给您,由您自己上传。",
    ),
)


@hookimpl
def nemo_recipe(request: Request, draft: Draft, media: Library) -> Outcome | None:
    """Answer, or say plainly what is out of reach."""
    w = read(request, media)
    for pattern, en, zh in _PUBLISH:
        if w.has(pattern):
            return w.refuse(en, zh)
    if w.has(_HELLO) or w.has(_HELP):
        return _help(w)
    if w.has(_THANKS):
        return w.tell("You are welcome. Anything else to change?", "不客气。还要修改什么吗?")
    if w.has(_FORMATS):
        return w.tell(
            "I read mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a and aac, "
            "and write "
            "mp4, mov, webm, mkv, gif, mp3, wav, m4a, and stills as png or jpg.",
            "可以读取 mp4、mov、avi、webm、mkv、jpg、png、gif、webp、mp3、wav、m4a、aac,"
            "可以导出 mp4、mov、webm、mkv、gif、mp3、wav、m4a,以及 png 或 jpg 截图。",
        )
    if w.has(rf"{_LENGTH}|{_SIZE}|{_FACTS}|{_COUNT}|{_WHAT}") and not w.has(
        r"\b(?:cut|trim|make|add)\b|剪|加"
    ):
        return _facts(w, draft, media)
    if w.has(_LET_BE) and request.text == (request.message or request.text):
        return left_alone(request)
    if w.has(_PRICE):
        return w.tell(
            "Nothing: editing happens on this machine and is free. What shall I do with the video?",
            "不收费:所有处理都在本机完成。要怎么剪?",
        )
    if w.has(_CHANGES):
        return _changes(w, request, draft)
    if w.has(_EMPTYING):
        return w.ask(
            "I don't empty the timeline. Shall I undo all changes (say “start over”), or "
            "which part "
            "shall I remove?",
            "时间线不会清空。请告诉我:要撤销所有修改(说“全部撤销”),还是删掉其中哪一段?",
        )
    return _which(w) if w.has(_VAGUE) or w.has(_DISLIKED) else None


def _changes(w: Wording, request: Request, draft: Draft) -> Outcome:
    """The wish that was carried out last, and how long the film is now."""
    clause, length = request.memory.get("clause"), clock(draft.duration)
    if not isinstance(clause, str) or not clause:
        return w.tell(f"Nothing yet. The video lasts {length}.", f"还没有修改。视频时长 {length}。")
    return w.tell(
        (
            f"The last change was “{clause[:120]}”. The video lasts {length} now; say “undo” "
            "to take it back."
        ),
        f"上一步修改是“{clause[:120]}”,现在时长 {length};说“撤销”可以恢复。",
    )


def _which(w: Wording) -> Outcome:
    return w.ask(
        "What should I change? For example its length, brightness, speed, sound or shape, or a "
        "title or music to add.",
        "具体要改什么?比如时长、亮度、速度、声音、画幅,或者加标题、音乐。",
    )


def _help(w: Wording) -> Outcome:
    return w.tell(
        "I edit video on this machine: trim, join, speed, titles, music, fades, crop, "
        "compress, convert. "
        "Send me a clip and say what you want, for example “cut the first 3 seconds and "
        "add the title "
        "“Summer””. What shall we make?",
        "我在本机上剪辑视频:裁剪、拼接、变速、标题、音乐、淡入淡出、画幅、压缩、转换格式。"
        "发来素材并说出要求即可,比如“剪掉前3秒,加上标题“夏天””。想做什么?",
    )


def _facts(w: Wording, draft: Draft, media: Library) -> Outcome:
    if not media.items:
        return w.ask(
            "There is no media yet. Please upload a video first.", "还没有素材,请先上传视频。"
        )
    clips = draft.of(TrackType.VIDEO)
    kinds = [
        f"{len(clips)} clip{'s' if len(clips) != 1 else ''}",
        *(
            [f"{n} sound track{'s' if n != 1 else ''}"]
            if (n := len(draft.of(TrackType.AUDIO)))
            else []
        ),
        *([f"{n} text{'s' if n != 1 else ''}"] if (n := len(draft.of(TrackType.TEXT))) else []),
    ]
    first = media.get(clips[0].source) if clips else media.items[0]
    frame = f", {first.width}x{first.height}" if first and first.width else ""
    rate = f", {first.fps:g} fps" if first and first.fps else ""
    weight = size(source_bytes(draft, media))
    names = listed([item.name for item in media.items[:6]], w.language)
    length = clock(draft.duration)
    return w.tell(
        (
            f"The video lasts {length}: {listed(kinds, 'en')}{frame}{rate}, source about "
            f"{weight}. Files: {names}."
        ),
        f"视频时长 {length},共 {len(clips)} 段{frame}{rate},源文件约 {weight}。素材:{names}。",
    )


def left_alone(request: Request) -> Outcome:
    """Nothing was to be done."""
    told = say(
        request.language,
        "All right, nothing was changed. Say it as a wish when it is to be done.",
        "好的,没有修改。需要时直接说出要求即可。",
    )
    return Outcome(told, None, "answer")


def no_media(request: Request) -> Outcome:
    """Nothing to work on yet."""
    return Outcome(
        say(
            request.language,
            (
                "There is no video yet. Please upload a clip, photos or a sound, or send me a "
                "link to one."
            ),
            "还没有素材。请先上传视频、照片或音频,也可以发一个链接。",
        ),
        None,
        "question",
    )


def unknown(request: Request, media: Library) -> Outcome:
    """No recipe took the message."""
    sorry = say(
        request.language,
        "Sorry, I can't do that: I only edit video. I can trim, join, convert, compress, crop, "
        "change the speed or the look, and add titles, music, fades or a logo.",
        "抱歉,这个我做不到,我只会处理视频:裁剪、拼接、转换、压缩、调整画幅、速度和画面,"
        "加标题、音乐、淡入淡出或水印。",
    )
    if not media.items:
        sorry += say(request.language, " Please upload a clip first.", "请先上传素材。")
    return Outcome(sorry, None, "refusal")
