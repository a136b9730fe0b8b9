"""GUI talk by grid: every instruction in every frame, its action and mode, and every fact."""

import itertools
import re

import pytest

from tests.plugins.test_gui_speak import found, hear

INSTRUCTIONS = {
    "en": {
        "export": [
            "click Export",
            "hit the blue Render button in the top bar",
            "go to File → Export",
            "use the Download button at the top right",
            "press Ctrl+E",
            "in the Export panel, press Start",
        ],
        "state": ["open the Media panel", "preview it in the timeline", "hit the space bar"],
        "credits": ["check your balance on the Billing page", "go to Account → Billing"],
        "upload": ["click + Add media", "drag your file into the media bin"],
        "chat": [
            "drag clip B to the front",
            "right-click the clip and choose Delete",
            "lower the music in the Audio tab",
            "tick the Loop checkbox",
            "select the clip, then click Reverse",
        ],
    },
    "zh": {
        "export": ["点击“导出”", "按右上角的“导出”按钮", "打开“文件→导出”", "按 Ctrl+E"],
        "state": ["打开素材面板", "在时间线上预览", "看一下故事板面板"],
        "credits": ["到账单页面查看余额", "进入“账户→账单”"],
        "upload": ["用上传按钮传上来", "把文件拖到素材区"],
        "chat": [
            "把片段B拖到最前面",
            "右键点击片段，选择“删除”",
            "在滤镜面板里选“复古”",
            "把音量滑块往下拉一点",
        ],
    },
}
FRAMES = {
    ("en", "run"): [
        "{I}.",
        "The cut runs 0:45, so {i}.",
        "The cut runs 0:45; {i}, and mind the 24 MB.",
        "The cut (0:45, 24 MB) is ready: {i}.",
        "The cut runs 0:45 – {i} – and it loops.",
        "First {i}, then wait 3 minutes.",
        "1. {I}\n2. Wait 3 minutes",
        "I made 3 versions, but first {i}.",
    ],
    ("en", "offer"): [
        "When the 3 captions are right, {i}.",
        "You can {i} whenever you like; it has 24 MB.",
        "{I} once you've seen the 0:45 cut.",
        "If you like it, please {i}, otherwise tell me what to change at 0:45.",
        "Happy with the 0:45 cut? {I}.",
        "If the 0:45 cut is fine:\n\n- {i}",
    ],
    ("en", ""): [
        "Please do not {i}: 3 of 5 clips are missing.",
        "There's no need to {i}, all 3 versions are stored.",
        "Never {i} while the 3 clips are loading.",
    ],
    ("zh", "run"): [
        "请{i}。",
        "成片45秒，所以请{i}。",
        "成片（45秒，24 MB）好了：请{i}。",
        "请先{i}，再等3分钟。",
        "1. {i}\n2. 等3分钟",
        "只要{i}就行，24 MB没问题。",
    ],
    ("zh", "offer"): [
        "3条字幕都没问题的话，请{i}。",
        "您随时可以{i}，一共24 MB。",
        "准备好以后{i}即可，24 MB。",
        "想继续的话请{i}，否则告诉我45秒里改哪里。",
        "满意吗？{i}就好。",
        "如果45秒合适：\n\n- {i}",
    ],
    ("zh", ""): ["请勿{i}：5个片段还缺3个。", "不需要{i}，3个版本都存好了。"],
}
SCREEN = re.compile(
    r"\b(?:click|tap|press|hit|drag|button|slider|panel|tab|toggle|checkbox)\b|点击|按钮|拖|滑块|面板",
    re.I,
)
STUMP = re.compile(
    r"[ \t]{2}|\s[,.;:](?!\w)|[,;:]\.|(?<!\.)\.\.(?!\.)"
    r"|\b(?:to|then|and|or|by|with|the|so|but)[.!?](?:\s|$)"
    r"|[，；：]。|[把将在再或并请您和][。！，]|^[，。；：]|\b(\w{2,}) \1\b|\(\s*\)",
    re.M,
)
IN_A_PLACE = re.compile(r"^in the ")


@pytest.mark.parametrize(("language", "mode"), FRAMES)
def test_every_instruction_is_translated_in_every_frame(language: str, mode: str) -> None:
    wrong = []
    for frame, (step, phrases) in itertools.product(
        FRAMES[language, mode], INSTRUCTIONS[language].items()
    ):
        for phrase in phrases:
            if not mode and IN_A_PLACE.match(phrase):
                continue
            text = frame.replace("{I}", phrase[0].upper() + phrase[1:]).replace("{i}", phrase)
            speech, _ = hear([text])
            facts = re.findall(r"\d+(?::\d+)?", re.sub(r"(?m)^\d\. |\{[iI]\}", "", frame))
            said = speech.visible
            is_right = found(speech) == ({(step, mode)} if mode else set())
            is_told = all(fact in said for fact in facts)
            if not is_right or not is_told or SCREEN.search(said) or STUMP.search(said):
                wrong.append((text, said, sorted(found(speech))))
    assert not wrong


REPORTS = {
    "I {} at 0:12, as you asked.": ["clicked Export", "opened the Media panel", "moved the slider"],
    "After I {}, the cut was 0:45.": ["pressed the red button", "dragged clip B to the front"],
    "In the clip she {} at 0:12.": ["clicks Export", "opens the panel", "pulls the handle"],
    "When the actor {}, the music stops.": ["presses the button", "closes the window"],
    "Shall I {}?": ["click Export", "open the Media panel", "drag clip B to the front"],
    "I can {} if you like.": ["export the video", "upload the logo", "check the Billing page"],
    'The caption says "{}".': ["Click Export", "Tap the bell icon"],
    "I wrote the caption: {}.": ["Click Export to save it", "Drag the slider to compare"],
    "The tutorial shows how to {}.": ["click Export", "press the red button"],
    "The 2nd scene, where you {}, is 4 s shorter.": ["click Export", "tap the bell icon"],
    "我按您的要求{}，现在45秒。": ["点击了导出", "把片段B拖到了最前面", "按下了红色按钮"],
    "画面里她{}，时间是0:12。": ["打开了素材面板", "把滑块拉到了30%"],
    "需要我{}吗？": ["点击导出", "打开素材面板", "把片段B拖到最前面"],
    "我可以{}，您说一声。": ["导出视频", "查看账单页面"],
    "教程讲的是怎么{}。": ["点击导出", "把滑块拉到30%"],
    "录屏里您{}的那一步在0:12。": ["点击导出", "查看账单页面", "把片段B拖到最前面"],
}


@pytest.mark.parametrize("frame", REPORTS)
def test_reports_offers_and_quotes_pass_to_the_letter(frame: str) -> None:
    for phrase in REPORTS[frame]:
        speech, _ = hear([frame.format(phrase)])
        assert speech.visible == frame.format(phrase)
        assert speech.actions == []
