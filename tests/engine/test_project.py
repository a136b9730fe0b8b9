"""The project: what changed since it was last looked at, the draft itself untouched."""

from nemo_tui.engine.backend import Backend
from nemo_tui.engine.project import Project
from nemo_tui.protocol import draft
from nemo_tui.protocol.models import ProjectState, UploadedFile
from tests.engine.desk import SKILL, Desk, FakeClock

ONE = {"t": [{"tt": 0, "sg": [{"d": 1000, "n": "a"}]}]}


def project_of(desk: Desk) -> Project:
    return Project(Backend(desk.settings, desk.connect, SKILL.attribution, FakeClock()))


def test_first_draft_is_a_change_and_the_same_again_is_none(desk: Desk) -> None:
    project = project_of(desk)
    assert project.take(ProjectState(draft=ONE)) is not None
    assert project.take(ProjectState(draft=ONE)) is None
    assert project.revision == 1
    assert project.has_draft
    assert not project.is_blank


def test_numbers_written_differently_are_a_change(desk: Desk) -> None:
    project = project_of(desk)
    project.take(ProjectState(draft=draft.read('{"t": [], "x": 1.0}')))
    change = project.take(ProjectState(draft=draft.read('{"t": [], "x": 1.00}')))
    assert change is not None
    assert [notice.key for notice in change.changes] == ["engine.timeline.changed"]


def test_new_media_alone_are_told(desk: Desk) -> None:
    project = project_of(desk)
    change = project.take(ProjectState(media=(UploadedFile("a.mp4"),)))
    assert change is not None
    assert change.changes[0].params == {"count": 1}
    assert project.revision == 0
    assert not project.has_draft


def test_cleared_timeline_is_a_change(desk: Desk) -> None:
    project = project_of(desk)
    project.take(ProjectState(draft=ONE))
    change = project.take(ProjectState())
    assert change is not None
    assert change.changes[0].key == "engine.timeline.video_removed"


def test_forgotten_project_is_blank(desk: Desk) -> None:
    project = project_of(desk)
    project.take(ProjectState(draft=ONE, media=(UploadedFile("a.mp4"),)))
    project.forget()
    assert project.is_blank
    assert project.draft is None
