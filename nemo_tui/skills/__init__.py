"""Skill files: found, read, repaired and kept fresh. Their text is data and decides nothing."""

from nemo_tui.skills.shelf import Skills, bundled_folder, discover
from nemo_tui.skills.skill import NotASkill, Skill, Voice, read_skill

__all__ = ["NotASkill", "Skill", "Skills", "Voice", "bundled_folder", "discover", "read_skill"]
