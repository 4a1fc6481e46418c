"""The domain, one noun a file.

Dependence runs one way: kinds and parts ← project ← retrospective ← its parts (timeline event,
decision, observation, lesson, action item) ← template; the same ← kickoff ← risk; the same ← wall
post ← learned too, earlier words, screen ← wall state; wall post ← tags ← wall tags; tags, snapshot
← version; contribution ← anonymous inbox ← gathering, premortem. Channel ← notification stand below what is told of. `search_entry` stands alone: it points at the others by kind and id. Import from here, not
from the modules inside.
"""

from retros.models.action_item import ActionItem
from retros.models.anonymous_inbox import LinkNeeded
from retros.models.attachment import Attachment
from retros.models.channel import Channel
from retros.models.choices import Category, Phase
from retros.models.contribution import BrowserKey, Contribution
from retros.models.decision import Decision
from retros.models.digest import Digest
from retros.models.gathering import Gathering
from retros.models.inbox_contents import InboxIsFull
from retros.models.kickoff import Kickoff
from retros.models.kickoff_lesson import KickoffLesson
from retros.models.lesson import Lesson
from retros.models.notification import Notification
from retros.models.observation import Observation
from retros.models.pending_picture import PendingPicture
from retros.models.post_revision import PostRevision
from retros.models.premortem import Premortem
from retros.models.project import Project
from retros.models.retrospective import Retrospective
from retros.models.retrospective_template import RetrospectiveTemplate
from retros.models.risk import Risk
from retros.models.saved_search import SavedSearch
from retros.models.screen import Screen
from retros.models.search_entry import SearchEntry, SearchSize, SearchTag, SearchTerm
from retros.models.search_vector import SearchVector
from retros.models.tags import TagAlias
from retros.models.timeline_event import TimelineEvent
from retros.models.unanswered_search import UnansweredSearch
from retros.models.us_too import UsToo
from retros.models.version import Version
from retros.models.wall_post import WallPost
from retros.models.wall_state import ScreenState, screen_and_state, wall_state

__all__ = [
    "ActionItem",
    "Attachment",
    "BrowserKey",
    "Category",
    "Channel",
    "Contribution",
    "Decision",
    "Digest",
    "Gathering",
    "InboxIsFull",
    "Kickoff",
    "KickoffLesson",
    "Lesson",
    "LinkNeeded",
    "Notification",
    "Observation",
    "PendingPicture",
    "Phase",
    "PostRevision",
    "Premortem",
    "Project",
    "Retrospective",
    "RetrospectiveTemplate",
    "Risk",
    "SavedSearch",
    "Screen",
    "ScreenState",
    "SearchEntry",
    "SearchSize",
    "SearchTag",
    "SearchTerm",
    "SearchVector",
    "TagAlias",
    "TimelineEvent",
    "UnansweredSearch",
    "UsToo",
    "Version",
    "WallPost",
    "screen_and_state",
    "wall_state",
]
