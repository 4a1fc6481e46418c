from tests import factories


def test_visitor_reads_what_this_is_and_the_newest_of_the_wall(as_user, db):
    posts = factories.WallPostFactory.create_batch(4)
    for number, post in enumerate(posts):
        post.learned = f"Learned number {number}."
        post.save()
    page = as_user().get("/").content.decode()
    for words in ("Look back", "Look before you leap", "Say it out loud", "Sign in", "/wall/"):
        assert words in page
    assert "Learned number 3." in page
    assert "Learned number 0." not in page


def test_visitor_sees_nothing_else(as_user, db):
    lesson = factories.LessonFactory(published=True)
    post = factories.WallPostFactory(learned="Taken down again.")
    post.take_down()
    page = as_user().get("/").content.decode()
    for words in (lesson.statement, lesson.retrospective.title, post.learned):
        assert words not in page


def test_member_finds_where_they_left_off(browser, member):
    draft = factories.RetrospectiveFactory(created_by=member)
    kickoff = factories.KickoffFactory(created_by=member)
    lesson = factories.LessonFactory(published=True)
    page = browser.get("/").content.decode()
    for words in (draft.title, kickoff.project.name, lesson.statement, "What do you want to know"):
        assert words in page


def test_member_does_not_see_drafts_of_others(browser):
    lesson = factories.LessonFactory()
    page = browser.get("/").content.decode()
    assert lesson.statement not in page
    assert lesson.retrospective.title not in page


def test_page_of_a_member_is_kept_by_no_cache(browser, as_user, db):
    assert "no-store" in browser.get("/")["Cache-Control"]
    assert "Cookie" in as_user().get("/")["Vary"]


def test_one_record_does_not_fill_the_new_lessons(browser):
    modest = factories.LessonFactory(published=True)
    rich = factories.RetrospectiveFactory(published=True)
    factories.LessonFactory.create_batch(9, retrospective=rich)
    shown = browser.get("/").context["lessons"]
    assert len(shown) == 3
    assert modest in shown


def test_empty_site_invites(browser):
    page = browser.get("/").content.decode()
    assert "Start with your most recent project" in page
    assert "The Fail Wall is empty" in page


def test_newcomer_is_shown_what_to_read(browser):
    record = factories.RetrospectiveFactory(published=True)
    page = browser.get("/").content.decode()
    assert "Start by reading one" in page
    assert record.title in page


def test_other_methods_are_refused(browser, as_user, db):
    assert browser.post("/").status_code == 405
    assert as_user().post("/").status_code == 405


def test_number_of_queries_does_not_grow(same_queries, member):
    def make(number):
        factories.RetrospectiveFactory.create_batch(number, created_by=member)
        factories.KickoffFactory.create_batch(number, created_by=member)
        factories.LessonFactory.create_batch(number, published=True)
        factories.WallPostFactory.create_batch(number)

    same_queries("/", make)
