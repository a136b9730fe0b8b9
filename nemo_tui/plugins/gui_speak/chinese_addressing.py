"""Whom a Chinese clause speaks of: the reader, or somebody in the film."""

import re

from nemo_tui.plugins.gui_speak import chinese_words as words
from nemo_tui.plugins.gui_speak.sentence import QUOTE, Finding, Sentence

# What goes on about the same subject: nobody is asked.
_ON = r"(?:(?!请|您|你|可以|如果|的话|我)[^。；！？])*"
_ADDRESSED = re.compile(
    r"别忘|不要忘|同时|依次|分别|前$|请|您|你|可以|可|就|再|先|然后|只需|只要|时|后|的话|并|去|来"
    r"|也|直接|现在|如果|若|要|想|把|将|在|到|通过|用|从|与|即|便|或|随时|不妨|麻烦|能|接着|最后"
    r"|还|首先|其次|满意|需|待办|步|使用|点|选|按|开|进|完|单击|双击|右键|右击|长按|欢迎|建议|推荐"
    r"|记得|试试|多|第[一二三四五六]|[a-zA-Z”」]$|里$|中$|上$"
)
# "音乐滑块拉到30%就好": nobody has to be addressed.
_CONTROL = re.compile(
    r"(?:滑[块杆]|旋钮|推子|按钮|图标|开关|选项|箭头|剪刀)(?:就|直接|也)?(?:[往向][上下左右])?$"
)
_OTHERS = re.compile(
    r"(?:(?<![把将给对为让和跟的住中])(?:观众|用户|主角|[他她](?:们)?|演员|模特|人物|顾客|粉丝|孩子|妈妈|男孩"
    r"|女孩|客户|主持人)(?!的(?!手)|那|这)|手(?!动|机|柄|写|绘)|我(?!建议|推荐))[^，。；：！？您你]*$"
)
_REPORTED = re.compile(r"(?:已|已经|刚才?|我已|我|系统|自动|被|为您|帮您|替您)$")
# "已按您的要求把那段拖到结尾" tells what was done.
_DONE_ALREADY = re.compile(
    r"(?:怎么|如何|怎样)[^，。；：！？]{0,12}$|(?:^|[，。；：！？])(?:我|系统)?(?:已经?|刚刚?"
    r"|刚才)(?![^，。；：！？]*(?:请|可以))[^，。；：！？]*$"
)
# "我写的字幕：点击导出" tells a text of the video.
_ANNOUNCED = re.compile(
    r"(?:(?:我|已|为您|帮您)[^，。；：]{0,10}|(?:写|加|做|拟|配|想|设计"
    r"|改)[了的好个成][^，。；：]{0,8})(?:字幕|标题|文案|台词|旁白|口号|标语|贴纸|片名|结束语|文字"
    r"|横幅)[^，。；：]{0,6}[：:][^。；]*$|(?:字幕|标题|文案|台词|旁白|口号|标语|贴纸|片名|结束语"
    r"|文字|横幅)(?:改成|写成|写着|定为|是|为)了?[：:][^。；]*$"
)
# "The course tells how to upload a form: scan, drag it in", "0:00 open the lid", "she shuts the
# lid, presses Start": told of the film.
_NARRATED = re.compile(
    r"录屏里[^。；！？请]*$|(?:教程|教学片?|课程|录屏)[^，。；！？请您]{0,12}(?:演示|讲解|示范|展示)$"
    r"|(?:教程|教学片?|课程|演示|录屏|短片|影片|片子|讲解|视频里?)(?:里|中)?(?:讲|说|演示?|教|拍|展示|记录)的?"
    r"(?:是|了|如何|怎么|怎样)[^。；！？]*$|(?:^|[，；：、])\s*\d{1,2}:\d\d ?$"
    r"|(?:^|[，；：])(?:她|他)(?!们?的)"
    rf"{_ON}，{_ON}$"
)
# "The driver pulls the handbrake, presses the horn": what is no element is worked by an actor.
_ACTED = re.compile(
    r"(?:^|[，；：])(?:[\u4e00-\u9fff]{0,2}(?:[老厨药医摄化导律法牧]师傅?|[演球队店警官船职学教飞裁务]员|司机|[鼓歌选射水骑猎]手"
    r"|记者|[学医考]生|[老路主客]人|孩子?|爸爸?|妈妈?|爷爷|奶奶|叔叔|阿姨|老板|主播|[男女]孩|[男女]主角?|新[郎娘]))"
    rf"(?!们?的){_ON}，{_ON}$"
)
# "The fishermen throw the net into the sea": somebody else moves something.
_MOVED_BY_OTHERS = re.compile(
    r"(?:^|[，。；：！？])(?![^把将]*[请您你可就再先然直所话里上中时后来去也需要或并用若果步别记麻只接同建不随另手稍顺索现马立最便即])"
    r"[\u4e00-\u9fff]{2,4}[把将][^，。；：]*$"
)
_ELEMENT_NAMED = re.compile(rf"{QUOTE}|按钮|图标|面板|菜单|页签|滑块|时间线|导[出入]|[上下]载|渲染")
# "点击“设置”的那一步" is a scene of the video.
_OF_SCENE = re.compile(
    r"的(?:那|这)?一?(?:步骤?|时候|画面|镜头|部分|一幕|动作|瞬间|操作)"
    r"|[^，。；！？把将给]{0,10}?的?(?:那|这)一(?:步|幕|段)"
)
_CLAUSE = re.compile(r"[，。；：！？、,;（(—→|]|:(?!\d)|\s-\s")


def is_told(before: str) -> bool:
    """Whether what comes before announces a text of the film, or tells of the film."""
    return any(p.search(before) for p in (_ANNOUNCED, _NARRATED, _ACTED))


def is_for_reader(before: str, kind: str, negated: bool) -> bool:
    """Whether a verb of this kind may be an instruction, by what comes before it."""
    if any(p.search(before) for p in (_DONE_ALREADY, _ANNOUNCED, _NARRATED)):
        return False
    if negated:
        return True
    clause = _CLAUSE.split(before)[-1].strip(" *_#>-•0123456789.)）（✅👉")
    is_told = _ADDRESSED.search(clause) or _CONTROL.search(clause)
    if clause and not (is_told or words.TOPIC.fullmatch(clause)):
        return False
    by_others = kind == "drag" and _MOVED_BY_OTHERS.search(before)
    return not (by_others or _OTHERS.search(before) or _REPORTED.search(before))


def is_filmed(sentence: Sentence, finding: Finding, before: str) -> bool:
    """Whether a finding names a scene, or what is no element and an actor works."""
    named = _ELEMENT_NAMED.search(sentence.masked, finding.start, finding.end)
    if _ACTED.search(before) and not named:
        return True
    return not finding.carries and bool(_OF_SCENE.match(sentence.masked, finding.end))
