"""What is said with attachments: "here is the logo" asks for nothing, "too dark" does."""

import re
from collections.abc import Sequence

from nemo_tui.plugins.intents.clauses import Clause
from nemo_tui.plugins.intents.tokens import Token

_SHORT = 3
_LONG = 9
_COUNTS = re.compile("one|two|three|four|five|six|another|both|more|some")
_ADVERBS = frozenset(("too", "as well", "finally", "lastly", "also", "now", "last", "next"))
_BEGGING = frozenset(("please", "pls", "plz"))
_MODEST = re.compile(r"\bNEG (?:PLEASE )?OK $")
_LIMITS = re.compile(r"\b(?:max|maximum|at most|tops|or less|under|below|no more than)\b")
_NOUNS = "(?:(?:x|DET|I|AN|PRON|THING|MEDIA|FILE|COPY|BOX|FMT|DONE) )*"
_NAME = re.compile(
    rf"(?:(?:OK|PLEASE) )*(?:DET|I) {_NOUNS}(?:DELIVER )?(?:(?:NOUNCUE|AS|FROM) {_NOUNS})?"
)
_BARE_NAME = re.compile(rf"(?:OK )*{_NOUNS}(?:DELIVER )?(?:(?:NOUNCUE|AS|FROM) {_NOUNS})?")
_ASKS = re.compile(
    r"\b(?:EDIT|PLACE|LOOK|WANT|IWANT|NEG|NO|HOWTO|MANY|CREATE|QUOTE) |(?<!I )(?<!YOU )(?<!HE )\bQ "
)
_NEEDS = re.compile(r"\b(?:needs?|should|must|only|too|please|pls)\b|要|请|太|帮")
_OUGHT = re.compile(r"\b(?:should|must|needs?|ought)\b")
_DOES = re.compile(r"(?:(?:OK|PLEASE) )*x SRC x ")
_NET = "(?:wi-?fi|internet|signal|reception|connection|coverage|network|mobile data|service)"
_MUST_KEEP = re.compile(
    rf"\b(?:offline|off the grid|airplane mode|flight mode|(?:no|without|zero|any) (?:\w+ )?{_NET}"
    rf"|{_NET}(?: is|'s| will be)? (?:out|down|gone|dead|bad|patchy|spotty|awful|terrible|poor)"
    r"|(?:sin|senza|sem|sans|ohne|keine?n?|без|pas d[e']) ?"
    r"(?:internet|conexión|conexão|connexion|connessione|verbindung|red|rede|rete|réseau|netz"
    r"|señal|sinal|segnale|cobertura|empfang|wifi|wlan|интернета|сети|связи)|офф?лайн)\b"
    r"|\bbefore (?:it|they|this|that)(?: gets?| is|'s| are)? "
    r"(?:taken|deleted|removed|gone|disappears?|vanish)"
    r"|怕被?删|要下架|会下架|要被删|离线|断网|无网|飞行模式|(?:没有?|无)(?: ?wifi|网络?|信号|流量)"
    r"|(?:信号|网络?)(?:很|不太|太|会)?(?:差|不好)"
    r"|オフライン|ネットなし|圏外|電波|오프라인|인터넷 없"
)
_RECEIVED = re.compile(r"[发传寄交](?:给我|我|过?来)[了的]$")
_FILM = re.compile(r"\.(?:mp4|m4v|mov|avi|webm|mkv|wmv|flv|mpe?g)$", re.I)


def names_what_is_sent(clause: Clause, sources: Sequence[str]) -> bool:
    """Whether the words are but the name of an attachment ("and finally the logo")."""
    if _NEEDS.search(clause.text):
        return False
    if "DELIVER " in clause.tags and not _ASKS.search(clause.tags):
        return True
    pattern = _NAME if any(map(_FILM.search, sources)) else _BARE_NAME
    return bool(pattern.fullmatch(clause.tags))


def is_received(clause: Clause) -> bool:
    """Whether it tells who sent what is attached ("摄影师刚发我的")."""
    told = clause.text.replace(" ", "")
    return bool(_RECEIVED.search(told))


def wants_it_kept(masked: str) -> bool:
    """Whether it says that what is at an address will be out of reach: offline, or taken down."""
    return bool(_MUST_KEEP.search(masked))


def talks(clause: Clause) -> bool:
    """Whether a clause without a recognised request asks something of the backend anyway."""
    weighty = [
        token
        for token in clause.tokens
        if token.tag not in ("OK", "SRC", "URL", "RESULT", "PRON") and token.text not in _ADVERBS
    ]
    if weighty and _LIMITS.search(clause.text):
        return True
    begs = any(token.text in _BEGGING for token in clause.tokens)
    if not weighty or weighty[0].tag == "PURPOSE" or (clause.is_courtesy and not begs):
        return False
    if _MODEST.search(clause.tags) or any(
        t.tag in ("DELIVER", "UPLOAD", "FUTURE", "OWN") for t in weighty
    ):
        return False
    if _OUGHT.search(clause.text) or _DOES.match(clause.tags):
        return True
    asks = clause.ends in ("?", "？") or weighty[0].tag in ("PLEASE", "Q", "HOWTO")
    asks = asks or any(token.tag in ("WANT", "IWANT") for token in weighty)
    asks = asks or begs or weighty[0].text == "only"
    return asks or not (_is_named(weighty) or len(weighty) <= _SHORT)


def _is_named(tokens: list[Token]) -> bool:
    """Whether the words name what is handed over: "two more for the pile", "raw footage"."""
    named = any(token.tag in ("MEDIA", "FILE", "COPY") for token in tokens)
    named = named or tokens[0].tag in ("DET", "AN", "NUM", "I", "NOUNCUE", "FROM")
    return len(tokens) <= _LONG and bool(named or _COUNTS.fullmatch(tokens[0].text))
