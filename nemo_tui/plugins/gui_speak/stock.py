"""Words that say nothing beyond the click itself, and facts, which never go."""

import re
from importlib.resources import files

from nemo_tui.plugins.gui_speak.finding import Finding
from nemo_tui.plugins.gui_speak.markup import Sentence

_CJK = re.compile(r"[\u3400-\u9fff]")
# Words that say nothing beyond the click itself; a sentence of these alone can go.
_STOCK_EN = frozenset((files(__package__) / "stock.txt").read_text("utf-8").split())
_STOCK_ZH = re.compile(
    r"最后一步|下一步|所以|因此|那么|同时|依次|分别|一起|请|您|你|我们|我|可以|可|就|直接"
    r"|只需要?|只要|然后"
    r"|接着|再|最后|最终|首先|先"
    r"|现在|也"
    r"|还|随时|即可|吧|了|的|来|去|以|并且?|进行|一下|一遍|开始|完成|视频|成片|文件|影片"
    r"|片子|作品|下载|保存|导出|渲染|获取|得到|拿到|查看|看看|看|预览|播放|效果|整体|如果"
    r"|要是|若|假如"
    r"|满意|的话|觉得|感觉|没有?问题|没意见|准备好|准备|好了|好|以后|之后|后|想要?|要|需要"
    r"|时候|时|方便|确认|无误|都|点击|按|结果|到|本地|电脑|手机|它|这个?|那个?|上|里面?|中"
    r"|内|继续|操作|这样|就能|能够|能|会|自己|手动|一切|喜欢|ok|不错|合适|随意|任何|有|把"
    r"|将|用|给|下来|出来|出片|生成|发布|分享|上传|待办|步骤|下一步|接下来|步|等|待|马上"
    r"|立即|立刻|急着|不要|别|勿|暂时|无需|不必|不用|前|之前|为止|直到|全部|听|声|感|在"
    r"|通过|完整|满|效|新|版|麻烦|那么|那|为|吗|呢|啊|哦|哈|改动|修改|成品|取|存|收|行|对"
    r"|是",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What the person is asked to answer.
_ASKED = re.compile(r"\b(?:tell|let) (?:me|us)\b|告诉我|回复我", re.I)


def holds_fact(sentence: Sentence, finding: Finding) -> bool:
    """A change whose wording carries a figure or a name."""
    told = sentence.raw[sentence.origin[finding.start] : sentence.origin[finding.end - 1] + 1]
    return bool(re.search(r"\d|`", told)) or bool(
        re.search(r"\b(?:drag|slide|pull|move|拖|拉|滑)", told[:6], re.I)
        and not is_stock(told, bool(_CJK.search(told)))
    )


def is_stock(text: str, is_chinese: bool) -> bool:
    """Whether words say nothing beyond the click that they stand beside."""
    if re.search(r"[\d`]", text) or _ASKED.search(text):
        return False
    if is_chinese:
        return not re.search(r"\w", _STOCK_ZH.sub("", text))
    return all(word.lower().replace("’", "'") in _STOCK_EN for word in _WORD.findall(text))
