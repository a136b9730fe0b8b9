"""Requests for the file that change it, too: what is said of it, and the ways of asking."""

from collections.abc import Iterator

CHANGES = {
    "en": "the first 5 seconds|the last ten seconds|the first half|seconds 3 to 6|0:03-0:06"
    "|the part from 1:00 to 1:30|the second clip|only the middle part|just the intro"
    "|the photos with the music|the two clips together|the clips in reverse order"
    "|it without sound|it muted|it with music|it with my voiceover|it without the middle"
    "|it minus the outro|it vertical|it cropped to 9:16|it in portrait|it in 16:9"
    "|it smaller than 3MB|it under 10 MB|it at 24 fps|it at 2x|it at double speed|it twice as fast"
    "|it in slow motion|it in black and white|it brighter|it with subtitles"
    "|it with the title Hello|it rotated by 90 degrees|it upside down|it mirrored|it backwards"
    "|it looped three times|it played twice|only the sound|just the audio|it with transitions"
    "|the photos as a slideshow|it louder|it with a fade at the end|it upscaled|it stabilised"
    "|it with a watermark|it with my logo in the corner|it a bit shorter|the highlights only",
    "zh": "前5秒|最后十秒|前半段|第3秒到第6秒|1分钟到1分半的部分|第二个片段|只有中间那段|片头"
    "|照片和音乐|倒序的片段|没有声音的|静音版|带音乐的|配上旁白的|去掉中间的|竖屏的|正方形的"
    "|裁成9:16的|3MB以内的|两倍速的|慢动作的|30帧的|半速的|黑白的|亮一点的|带字幕的|旋转90度的|镜像的|倒放的"
    "|循环三遍的|只有声音的|照片幻灯片|带转场的|声音大一点的|结尾淡出的|防抖处理过的|带水印的"
    "|右下角带logo的|短一点的|剪成15秒的|30秒的版本|精彩片段",
}
REQUESTS = {
    "en": "export {}|export {} as MP4|please export {} as a 1080p mp4|can you export {}?"
    "|send me an mp4 of {}|make me a file of {}|I'd like {} as an mp4|save {} to my desktop",
    "zh": "把{}导出|把{}导出成MP4|把{}发给我|把{}做成1080p MP4|{}做成MP4发我",
}
# what is said after a request that is whole without it
ADDED = {
    "en": "{}, vertical please|{}, but in black and white|{}, first 2 seconds only|{}, no sound"
    "|{} and add subtitles|{} without the intro|{}, max 9 MB|{} - with the music louder",
    "zh": "{}，加上背景音乐|{}，竖屏|{}，只要前2秒|{}，不要声音|{}，小于9MB",
}
WHOLE = {
    "en": "export it|send me the video|give me the mp4|I need the file|save it to my desktop",
    "zh": "导出MP4|做成1080p MP4|把视频发给我|输出成片",
}

# what leaves the film alone: how it is written, named, where it goes, by when, what for
PLAIN = {
    "en": "in the best quality you have|at the highest possible quality|with its own name"
    "|to my desktop|right now|as mp4 with the highest bitrate|in its original quality"
    "|at max quality please|into the videos folder|as one file|as a small mp4"
    "|in a format my phone can play|in H.264|without re-encoding|with default settings|as it is"
    "|for my boss|for tomorrow's meeting|so my mum can watch it|before I change my mind"
    "|in 4K for the big screen|with the name holiday|as holiday.mp4|called holiday"
    "|by email|once more|again under a different name|in ProRes 422|quickly",
    "zh": "用最高画质导出|导出到桌面上|用默认设置导出|导出成MP4就行|马上导出|按1080p导出|导出原画质"
    "|名字叫假期，导出|导出为假期.mp4|导出到下载文件夹|导出一份给我妈看|导出一份备份|导出整个视频"
    "|导出完整版|把整个项目导出成一个MP4|把婚礼视频导出来|导出成手机能放的格式|尽快导出|高清导出"
    "|导出4K版本给我|原样导出|就这样导出|再导出一次|用最好的画质导出来",
}


def plain() -> Iterator[str]:
    """Requests for the file and nothing else."""
    yield from (f"export it {said}" for said in PLAIN["en"].split("|"))
    yield from PLAIN["zh"].split("|")


def sentences(language: str) -> Iterator[str]:
    """Every request with every change, those with what is added last."""
    for asked in REQUESTS[language].split("|"):
        yield from (asked.format(said) for said in CHANGES[language].split("|"))
    for added in ADDED[language].split("|"):
        yield from (added.format(asked) for asked in WHOLE[language].split("|"))
