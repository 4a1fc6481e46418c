"""A message in the words of each service. Everywhere as plain text: what people wrote is never
read as markup, and calls nobody.
"""

import re

from retros.models import Channel

LINK_TEXT = "Open in Retros"
# https://docs.mattermost.com/end-user-guide/collaborate/format-messages.html
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+.!|~:-])")


def payload_of(message, service):
    """Return the JSON to send."""
    return _OF_SERVICE[service](message)


def _slack(message):
    """Blocks of plain text, as docs.slack.dev describes them; `text` is for notifications."""
    plain = "\n".join(message.words)
    blocks = [
        _slack_section("plain_text", message.headline),
        _slack_section("plain_text", plain),
        _slack_section("mrkdwn", f"<{message.link}|{LINK_TEXT}>"),
    ]
    text = _slack_escaped(f"{message.headline}: {plain}")
    return {"text": text, "blocks": blocks, "unfurl_links": False}


def _slack_section(kind, text):
    emoji = {"emoji": False} if kind == "plain_text" else {}
    return {"type": "section", "text": {"type": kind, "text": text, **emoji}}


def _slack_escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(message):
    """An Adaptive Card for a Workflows webhook; text runs are the part that knows no Markdown."""
    body = [_teams_line(message.headline, weight="Bolder")]
    body += [_teams_line(line) for line in message.words]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": LINK_TEXT, "url": message.link}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "attachments": [{"contentType": kind, "contentUrl": None, "content": card}],
    }


def _teams_line(text, **how):
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **how}]}


def _mattermost(message):
    lines = [f"**{message.headline}**", *map(_mattermost_escaped, message.words)]
    return {"text": "\n\n".join([*lines, f"[{LINK_TEXT}]({message.link})"])}


def _mattermost_escaped(text):
    """Without Markdown, and with an invisible break after each @, so that it calls nobody."""
    return _MARKDOWN.sub(r"\\\1", text).replace("@", "@\u200b")


def _webhook(message):
    """As docs/running.md promises it."""
    return {
        "kind": message.kind,
        "id": message.name,
        "headline": message.headline,
        "text": "\n".join(message.words),
        "link": message.link,
    }


_OF_SERVICE = {
    Channel.Service.SLACK: _slack,
    Channel.Service.TEAMS: _teams,
    Channel.Service.MATTERMOST: _mattermost,
    Channel.Service.WEBHOOK: _webhook,
}
