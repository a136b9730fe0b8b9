"""The keys of the chat; each can be changed by its id."""

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding("escape", "escape", show=False, id="chat.escape"),
    Binding("ctrl+c", "interrupt", show=False, priority=True, id="chat.interrupt"),
    Binding("pageup", "read_page(-1)", show=False, priority=True, id="chat.page_up"),
    Binding("pagedown", "read_page(1)", show=False, priority=True, id="chat.page_down"),
    Binding("ctrl+up", "read_line(-1)", show=False, priority=True, id="chat.line_up"),
    Binding("ctrl+down", "read_line(1)", show=False, priority=True, id="chat.line_down"),
    Binding("ctrl+end", "read_end", show=False, priority=True, id="chat.to_end"),
    Binding("ctrl+home", "read_start", show=False, priority=True, id="chat.to_start"),
    Binding("f2", "do('skills')", show=False, id="chat.skills"),
    Binding("f3,ctrl+f", "do('find')", show=False, priority=True, id="chat.find"),
    Binding("f4", "do('jobs')", show=False, id="chat.jobs"),
    Binding("f5,ctrl+r", "do('sessions')", show=False, id="chat.sessions"),
    Binding("f6", "do('settings')", show=False, priority=True, id="chat.settings"),
    Binding("f8", "do('log')", show=False, id="chat.log"),
    Binding("ctrl+n", "do('new')", show=False, id="chat.new"),
    Binding("ctrl+t", "do('timeline')", show=False, id="chat.timeline"),
    Binding("ctrl+o", "do('open')", show=False, id="chat.open"),
    Binding("f7", "do('folder')", show=False, priority=True, id="chat.folder"),
    Binding("f9", "do('copy', 'path')", show=False, priority=True, id="chat.path"),
    Binding("ctrl+y", "do('copy')", show=False, priority=True, id="chat.copy"),
    Binding("ctrl+g", "accept", show=False, id="chat.accept"),
]
