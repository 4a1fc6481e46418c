from django.db import models


class SearchEntry(models.Model):
    """One searchable thing: a retrospective, decision, observation, lesson or wall post.

    Written by `retros.search` in the transaction of the text, never elsewhere. Filters and
    permission are small columns beside the text, so that one query ranks, counts and hides.
    The full-text index itself (an FTS5 table on SQLite, a tsvector column on PostgreSQL) is
    made by a migration and keyed by `id`.
    """

    class Kind(models.TextChoices):
        RETROSPECTIVE = "retrospective", "Retrospectives"
        DECISION = "decision", "Decisions"
        OBSERVATION = "observation", "Observations"
        LESSON = "lesson", "Lessons"
        WALL_POST = "wall-post", "Wall posts"

    kind = models.CharField(max_length=13, choices=Kind)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    tag_text = models.TextField(blank=True)
    # Null for what every signed-in person may read; else the draft that only its writers may.
    draft = models.ForeignKey(
        "retros.Retrospective",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,  # see Meta.indexes
    )
    retrospective = models.ForeignKey(
        "retros.Retrospective", on_delete=models.CASCADE, null=True, related_name="+"
    )
    project = models.ForeignKey(
        "retros.Project", on_delete=models.CASCADE, null=True, related_name="+"
    )
    team = models.ForeignKey(
        "accounts.Team", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    category = models.CharField(max_length=8, blank=True)
    result = models.CharField(max_length=20, blank=True)
    phase = models.CharField(max_length=10, blank=True)
    # When the work was looked back on, decided or posted; UNDATED where nobody knows.
    dated_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    is_retired = models.BooleanField(default=False)
    length = models.PositiveIntegerField(default=0)  # weighted number of terms, for BM25F
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "object_id", name="searchentry_once")]
        indexes = [
            models.Index(fields=["dated_on"], name="searchentry_dated_on"),
            # What goes with a draft; few entries are of one.
            models.Index(
                fields=["draft"], condition=models.Q(draft__isnull=False), name="searchentry_draft"
            ),
            # All but the texts, by the id: searches read thousands of these (see search.sqlite).
            models.Index(
                fields=[
                    *("id", "kind", "category", "team", "result", "phase", "year", "draft"),
                    *("retrospective", "project", "is_retired", "length", "dated_on"),
                ],
                name="searchentry_narrow",
            ),
        ]

    def __str__(self):
        return self.title


class SearchTag(models.Model):
    """A tag of an entry, for filters and counts."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="tags")
    slug = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("entry", "slug", name="searchtag_once")]

    def __str__(self):
        return self.slug


class SearchTerm(models.Model):
    """A word of published text, with its stem and in how many entries it stands.

    Gives the weight of rare words, spelling help and completion. Holds no word of a draft.
    """

    word = models.CharField(max_length=64, primary_key=True)
    stem = models.CharField(max_length=64, db_index=True)
    entries = models.IntegerField()  # below 0 for a moment when changes arrive out of order

    def __str__(self):
        return self.word


class SearchSize(models.Model):
    """How many entries of a kind every member may read, and how long they are together.

    Gives the average lengths that BM25F needs; kept as the counts of words are. `texts` leaves out
    retrospectives that are a title alone: what they say stands in their parts.
    """

    kind = models.CharField(max_length=13, choices=SearchEntry.Kind, primary_key=True)
    entries = models.IntegerField()
    length = models.BigIntegerField()  # weighted number of terms
    texts = models.IntegerField(default=0)

    def __str__(self):
        return self.kind
