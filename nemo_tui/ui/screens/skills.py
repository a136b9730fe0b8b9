"""The skills: what each promises, where it comes from, what is odd about it."""

from __future__ import annotations

from textual.content import Content

from nemo_tui.protocol.text import clean, short
from nemo_tui.ui.figures import facts
from nemo_tui.ui.screens.page import Page


class SkillsScreen(Page):
    """Enter switches to the marked skill."""

    NAME = "skills"
    KEYS = (("↵", "app.page.skills_use"),)
    DEFAULT_CSS = """
    SkillsScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def fill(self) -> None:
        """Put the rows into the list."""
        language = self.home.say.language
        now = self.home.chat.talk.skill.name
        rows = []
        for skill in self.home.skills.all():
            mark = "● " if skill.name == now else "  "
            what = short(skill.voice(language).description, 120)
            row = Content.assemble(
                (mark, "$text-success"), (skill.name, "bold"), (f"  {what}", "$foreground-muted")
            )
            rows.append((skill.name, row))
        self.put(rows, self.home.say("app.page.skills_empty"), first=now)

    def facts(self, key: str) -> Content:
        """Description, starters, file, version, warnings."""
        skill = self.home.skills.get(key)
        if skill is None:
            return Content()
        say = self.home.say
        voice = skill.voice(say.language)
        lines = [Content(clean(voice.description)), Content()]
        lines += [
            Content.assemble(("› ", "$text-primary"), clean(text, lines=False))
            for text in voice.starters
        ]
        place = "" if skill.origin == "bundled" else str(skill.source)
        origin = facts(skill.version, say(f"skills.from.{skill.origin}"), place)
        lines += [Content(), Content.styled(clean(origin, lines=False), "$foreground-muted")]
        lines += [Content.styled(f"! {say(key)}", "$text-warning") for key in skill.warnings]
        lines += [
            Content.styled(f"! {say('skills.hides', path=short(str(path)))}", "$text-warning")
            for path in skill.hides
        ]
        return Content("\n").join(lines)

    def chosen(self, key: str) -> None:
        """Switch to it."""
        skill = self.home.skills.get(key)
        self.dismiss(None)
        if skill is not None:
            self.home.skill_desk.use(skill)
