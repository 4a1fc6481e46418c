"""Each service gets its own template, and people's words as plain text."""

import json

import pytest

from retros.notifications.messages import Message
from retros.notifications.payloads import payload_of

HOSTILE = "<!channel> @all *b* [a](http://x.example) & `c` <b>"
MESSAGE = Message("wall", "wall-7", "New on the Fail Wall", [HOSTILE, "2"], "https://r.example/7/")


def test_slack_gets_plain_text_and_one_link_of_ours():
    payload = payload_of(MESSAGE, "slack")
    kinds = [block["text"]["type"] for block in payload["blocks"]]
    assert kinds == ["plain_text", "plain_text", "mrkdwn"]
    assert payload["blocks"][1]["text"]["text"] == f"{HOSTILE}\n2"
    assert payload["blocks"][2]["text"]["text"] == "<https://r.example/7/|Open in Retros>"
    assert "&lt;!channel&gt; @all *b* [a](http://x.example) &amp; `c`" in payload["text"]


def test_teams_gets_a_card_of_text_runs():
    attachment = payload_of(MESSAGE, "teams")["attachments"][0]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert [line["inlines"][0]["text"] for line in card["body"]] == [
        "New on the Fail Wall",
        HOSTILE,
        "2",
    ]
    assert {line["inlines"][0]["type"] for line in card["body"]} == {"TextRun"}
    assert card["actions"][0]["url"] == "https://r.example/7/"


def test_mattermost_gets_words_that_call_nobody_and_format_nothing():
    text = payload_of(MESSAGE, "mattermost")["text"]
    assert "@all" not in text and "@channel" not in text
    assert r"\*b\* \[a\]\(http\://x\.example\)" in text
    assert text.endswith("[Open in Retros](https://r.example/7/)")


def test_other_programs_get_what_is_documented():
    assert payload_of(MESSAGE, "webhook") == {
        "kind": "wall",
        "id": "wall-7",
        "headline": "New on the Fail Wall",
        "text": f"{HOSTILE}\n2",
        "link": "https://r.example/7/",
    }


@pytest.mark.parametrize("service", ["slack", "teams", "mattermost", "webhook"])
def test_every_payload_is_json(service):
    assert json.loads(json.dumps(payload_of(MESSAGE, service)))
