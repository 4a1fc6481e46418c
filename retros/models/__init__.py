"""The domain, one noun a file.

Dependence runs one way: kinds and parts ← project ← retrospective ← its parts ← template; the same ← kickoff ← risk;
the same ← wall post ← learned too, earlier words, screen ← wall state; wall post ← tags ← wall tags; tags, snapshot ←
version; contribution ← anonymous inbox ← gathering, premortem; wall post, anonymous inbox ← question, question box,
question mail ← report. All that can be read ← reading path ← path stop ← path version; channel ← notification.
"""

from retros.models.action_item import ActionItem
from retros.models.anonymous_inbox import AnonymousInbox, LinkNeeded
from retros.models.asked_about import (
    BECOME_LESSONS,
    ITEMS,
    PARTS_ASKED_ABOUT,
    conversation_address,
    kind_of,
    links_to,
)
from retros.models.attachment import (
    ATTACHMENT_ADDRESS,
    ATTACHMENT_ID,
    ATTACHMENT_IN_MARKDOWN,
    ATTACHMENT_MAX_BYTES,
    ATTACHMENTS_MAX,
    PICTURE_IN_MARKDOWN,
    Attachment,
    TooManyAttachments,
)
from retros.models.backup import Backup, Erasure
from retros.models.channel import SUBSCRIPTIONS, Channel, shortened_address
from retros.models.choices import Category, Phase
from retros.models.composed import composed_once, which_exist
from retros.models.contribution import (
    CONTRIBUTION_KINDS,
    CONTRIBUTION_STATEMENT_MAX,
    CONTRIBUTION_TEXT_MAX,
    LESSON_CONTRIBUTION,
    RISK_CONTRIBUTION,
    BrowserKey,
    Contribution,
)
from retros.models.dates import UNDATED, date_of_retrospective
from retros.models.decided_proposal import SENTENCE_KEY, DecidedProposal
from retros.models.decision import Decision
from retros.models.digest import Digest
from retros.models.editor_invitation import EditorInvitation
from retros.models.equivalent_words import EQUIVALENT_WORDS_MAX, EquivalentWords, ways_from_text
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, not_blank, without_controls
from retros.models.gathering import Gathering
from retros.models.glad_to_talk import GladToTalk
from retros.models.import_record import ImportRecord
from retros.models.inbox_contents import UNATTRIBUTED_FROM, InboxIsFull
from retros.models.kickoff import Kickoff
from retros.models.kickoff_lesson import CHOSEN_MODELS, KickoffLesson
from retros.models.later_match import LaterMatch
from retros.models.leaving import close_account, drafts_only_of, open_actions_of
from retros.models.lesson import Lesson
from retros.models.merging import ChangedMeanwhile, merge_parts, separate_part
from retros.models.notification import NOTIFICATIONS_KEPT_FOR, Notification
from retros.models.observation import Observation
from retros.models.opposite_lessons import OppositeLessons
from retros.models.outcome_mail import OutcomeMail, OutcomeRequest
from retros.models.owned_feed import CalendarFeed, PathFeed
from retros.models.parts import TRASH_DAYS, Part, Signed, save_if_unchanged, trash_cutoff
from retros.models.path_stop import (
    LINK_MAX,
    NOTE_MAX,
    PATH_STOPS_MAX,
    STOP_MODELS,
    WHY_MAX,
    PathStop,
)
from retros.models.path_version import PathVersion, stops_from_state
from retros.models.pending_picture import PendingPicture
from retros.models.post_revision import PostRevision
from retros.models.premortem import Premortem
from retros.models.project import Project
from retros.models.question import CORRECTION_MAX, QUESTION_MAX, QUESTIONS_A_DAY, Question
from retros.models.question_box import QuestionBox, TooManyWaiting
from retros.models.question_mail import QuestionMail
from retros.models.question_writers import TO_EVERYBODY
from retros.models.readers import WrittenBy, readable_by, readable_now
from retros.models.reading_path import FOR_WHOM_MAX, PATH_TITLE_MAX, ReadingPath, start_here_of
from retros.models.report import REPORT_MAX, REPORTABLE, Report, ReportedItem
from retros.models.retrospective import Retrospective, RetrospectiveQuerySet
from retros.models.retrospective_template import (
    PROMPT_MAX_LENGTH,
    PROMPTS,
    REQUIRED_SECTION,
    SECTIONS,
    RetrospectiveTemplate,
    arrange_sections,
    prompts_of,
)
from retros.models.risk import RISK_MAX, Risk
from retros.models.saved_search import QUERY_MAX_LENGTH, SAVED_SEARCHES_MAX, SavedSearch
from retros.models.screen import Screen
from retros.models.search_entry import SearchEntry, SearchSize, SearchTag, SearchTerm
from retros.models.search_vector import SearchVector
from retros.models.session_plan import LONGEST_SESSION, SHORTEST_SESSION
from retros.models.stored_insights import StoredInsights
from retros.models.stored_lists import StoredLists
from retros.models.tag_description import TagDescription
from retros.models.tag_uses import UsesOfTag, is_tag_visible, tags_in_use, visible_uses
from retros.models.tags import (
    TAGGED,
    TagAlias,
    current_names,
    current_slugs,
    merge_tags,
    names_as_stored,
    rename_tag,
    retrospectives_with,
    slugs_of_names,
    tag_named,
    tags_from_text,
    text_of_names,
    validate_tag_name,
    wall_posts_with,
)
from retros.models.timeline_event import TimelineEvent
from retros.models.unanswered_search import UNANSWERED_WORDS_MAX, UnansweredSearch
from retros.models.us_too import UsToo
from retros.models.version import Version, editor_of
from retros.models.wall_post import LEARNED_ABOUT, WallPost, width_of
from retros.models.wall_rotation import ALL_FIT, rotation
from retros.models.wall_state import ScreenState, WallState, screen_and_state, wall_state
from retros.models.wall_tags import name_on_the_wall, tags_on_the_wall

__all__ = [
    "ALL_FIT",
    "ATTACHMENTS_MAX",
    "ATTACHMENT_ADDRESS",
    "ATTACHMENT_ID",
    "ATTACHMENT_IN_MARKDOWN",
    "ATTACHMENT_MAX_BYTES",
    "BECOME_LESSONS",
    "CHOSEN_MODELS",
    "CONTRIBUTION_KINDS",
    "CONTRIBUTION_STATEMENT_MAX",
    "CONTRIBUTION_TEXT_MAX",
    "CORRECTION_MAX",
    "EQUIVALENT_WORDS_MAX",
    "FOR_WHOM_MAX",
    "ITEMS",
    "LEARNED_ABOUT",
    "LESSON_CONTRIBUTION",
    "LINK_MAX",
    "LONGEST_SESSION",
    "MARKDOWN_MAX_LENGTH",
    "NOTE_MAX",
    "NOTIFICATIONS_KEPT_FOR",
    "PARTS_ASKED_ABOUT",
    "PATH_STOPS_MAX",
    "PATH_TITLE_MAX",
    "PICTURE_IN_MARKDOWN",
    "PROMPTS",
    "PROMPT_MAX_LENGTH",
    "QUERY_MAX_LENGTH",
    "QUESTIONS_A_DAY",
    "QUESTION_MAX",
    "REPORTABLE",
    "REPORT_MAX",
    "REQUIRED_SECTION",
    "RISK_CONTRIBUTION",
    "RISK_MAX",
    "SAVED_SEARCHES_MAX",
    "SECTIONS",
    "SENTENCE_KEY",
    "SHORTEST_SESSION",
    "STOP_MODELS",
    "SUBSCRIPTIONS",
    "TAGGED",
    "TO_EVERYBODY",
    "TRASH_DAYS",
    "UNANSWERED_WORDS_MAX",
    "UNATTRIBUTED_FROM",
    "UNDATED",
    "WHY_MAX",
    "ActionItem",
    "AnonymousInbox",
    "Attachment",
    "Backup",
    "BrowserKey",
    "CalendarFeed",
    "Category",
    "ChangedMeanwhile",
    "Channel",
    "Contribution",
    "DecidedProposal",
    "Decision",
    "Digest",
    "EditorInvitation",
    "EquivalentWords",
    "Erasure",
    "Gathering",
    "GladToTalk",
    "ImportRecord",
    "InboxIsFull",
    "Kickoff",
    "KickoffLesson",
    "LaterMatch",
    "Lesson",
    "LinkNeeded",
    "MarkdownField",
    "Notification",
    "Observation",
    "OppositeLessons",
    "OutcomeMail",
    "OutcomeRequest",
    "Part",
    "PathFeed",
    "PathStop",
    "PathVersion",
    "PendingPicture",
    "Phase",
    "PostRevision",
    "Premortem",
    "Project",
    "Question",
    "QuestionBox",
    "QuestionMail",
    "ReadingPath",
    "Report",
    "ReportedItem",
    "Retrospective",
    "RetrospectiveQuerySet",
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
    "Signed",
    "StoredInsights",
    "StoredLists",
    "TagAlias",
    "TagDescription",
    "TimelineEvent",
    "TooManyAttachments",
    "TooManyWaiting",
    "UnansweredSearch",
    "UsToo",
    "UsesOfTag",
    "Version",
    "WallPost",
    "WallState",
    "WrittenBy",
    "arrange_sections",
    "close_account",
    "composed_once",
    "conversation_address",
    "current_names",
    "current_slugs",
    "date_of_retrospective",
    "drafts_only_of",
    "editor_of",
    "is_tag_visible",
    "kind_of",
    "links_to",
    "merge_parts",
    "merge_tags",
    "name_on_the_wall",
    "names_as_stored",
    "not_blank",
    "open_actions_of",
    "part_fields",
    "prompts_of",
    "readable_by",
    "readable_now",
    "rename_tag",
    "retrospectives_with",
    "rotation",
    "save_if_unchanged",
    "screen_and_state",
    "separate_part",
    "shortened_address",
    "slugs_of_names",
    "snapshot",
    "start_here_of",
    "stops_from_state",
    "tag_named",
    "tags_from_text",
    "tags_in_use",
    "tags_on_the_wall",
    "text_of_names",
    "trash_cutoff",
    "validate_tag_name",
    "visible_uses",
    "wall_posts_with",
    "wall_state",
    "ways_from_text",
    "which_exist",
    "width_of",
    "without_controls",
]
