"""Why a fetch failed, in words for people, both languages side by side."""

from nemo_tui.studio.recipe import Language

LINES: dict[str, tuple[str, str]] = {
    "scheme": (
        "I can only fetch http and https addresses.",
        "我只能抓取 http 或 https 地址。",
    ),
    "address": (
        "That is not an address I can read. Please check it.",
        "这个地址无法识别，请检查一下。",
    ),
    "inside": (
        "That address leads on to this machine or its private network, so I did not follow it.",
        "该地址会跳转到本机或内部网络，我没有继续访问。",
    ),
    "not_found": (
        "There is nothing at that address (not found). Could you check the link?",
        "这个地址不存在（未找到），请检查链接。",
    ),
    "login": (
        "That video needs a login, and I cannot sign in. Please download it yourself and add the"
        " file.",
        "这个视频需要登录，我无法登录。请您自行下载后添加文件。",
    ),
    "private": (
        "That video is private, so I cannot fetch it.",
        "这个视频是私密的，我无法获取。",
    ),
    "forbidden": (
        "The site refused to hand that out (forbidden), so I cannot fetch it.",
        "该网站拒绝访问（禁止），我无法获取。",
    ),
    "geo": (
        "That video is not available from this region, so I cannot fetch it.",
        "这个视频在当前地区不可用，我无法获取。",
    ),
    "live": (
        "That is a live stream; I can only fetch it once it has ended.",
        "这是直播流，结束之后我才能获取。",
    ),
    "drm": (
        "That video is copy-protected (DRM), so I cannot fetch it.",
        "这个视频有版权保护（DRM），我无法获取。",
    ),
    "gone": (
        "That video is no longer available, so I cannot fetch it.",
        "这个视频已经下架，我无法获取。",
    ),
    "refused": (
        "Nobody answers at that address (connection refused). Could you check the link?",
        "该地址没有响应（连接被拒绝），请检查链接。",
    ),
    "dns": (
        "There is no such host: that name cannot be found. Could you check the link?",
        "找不到该主机，请检查链接。",
    ),
    "timeout": (
        "That address did not answer in time. Please try again later.",
        "该地址响应超时，请稍后再试。",
    ),
    "broken": (
        "The connection broke several times, so I could not fetch the whole file.",
        "连接多次中断，无法获取完整文件。",
    ),
    "redirects": (
        "That address redirects in circles, so I cannot fetch it.",
        "该地址循环跳转，我无法获取。",
    ),
    "rate": (
        "The site says that there were too many requests. Please try again later.",
        "该网站提示请求过多，请稍后再试。",
    ),
    "server": (
        "The site has a fault of its own at the moment, so I cannot fetch that. Try again later.",
        "该网站暂时出错，我无法获取，请稍后再试。",
    ),
    "too_large": (
        "That file is larger than I may fetch ({limit} MB).",
        "该文件超过了允许获取的大小（{limit} MB）。",
    ),
    "too_long": (
        "Fetching took longer than {limit} s, so I stopped it.",
        "获取时间超过 {limit} 秒，已停止。",
    ),
    "disk_full": (
        "There is not enough room on the disk for that file.",
        "磁盘空间不足，无法保存该文件。",
    ),
    "nothing": (
        "I found no video, sound or picture at that address.",
        "在该地址没有找到视频、音频或图片。",
    ),
    "failed": (
        "I could not fetch that address.",
        "我无法获取该地址的内容。",
    ),
}
# A 403 or 404 would be about the caller or the session, not about the address.
STATUS = {"too_large": 413, "disk_full": 507}


class FetchFailed(Exception):
    """A URL that could not be fetched; its text is a sentence for people.

    `reason` is a key of LINES, `limit` what it speaks of, `words` what is said instead.
    """

    def __init__(
        self, reason: str, limit: int = 0, language: Language = "en", words: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason if reason in LINES else "failed"
        self.limit = limit
        self.language = language
        self.words = words

    @property
    def status(self) -> int:
        """The HTTP status, also the body code, of a request that failed so."""
        return STATUS.get(self.reason, 400)

    def __str__(self) -> str:
        """The sentence."""
        return self.words or LINES[self.reason][self.language == "zh"].format(limit=self.limit)


def under_way(received: int, total: int, language: Language) -> str:
    """How far a fetch is."""
    got, whole = f"{received / 1e6:.1f}", f"{total / 1e6:.1f}"
    if language == "zh":
        return f"已获取 {got} / {whole} MB" if total else f"已获取 {got} MB"
    return f"Fetched {got} of {whole} MB" if total else f"Fetched {got} MB"
