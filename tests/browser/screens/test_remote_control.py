"""Keys of keyboards and of remote controls."""

import pytest

from tests.browser.screens.playing import expect_shown, post_to_wall

KEYS = [
    ({"key": "MediaTrackNext"}, {"key": "MediaTrackPrevious"}, {"key": "MediaPlayPause"}),
    ({"key": "MediaFastForward"}, {"key": "MediaRewind"}, {"key": "MediaPause"}),
    ({"key": "Unidentified", "keyCode": 417}, {"keyCode": 412}, {"keyCode": 10252}),
    ({"key": "ArrowRight"}, {"key": "ArrowLeft"}, {"key": "Enter"}),
]
PRESS = """given => {
  const event = new KeyboardEvent("keydown", { key: given.key || "", bubbles: true, cancelable: true });
  Object.defineProperty(event, "keyCode", { value: given.keyCode || 0 });
  document.body.dispatchEvent(event);
}"""


@pytest.mark.parametrize("keys", KEYS, ids=["media", "wind", "numbers", "arrows"])
def test_remote_control_turns_and_pauses(screen, hallway, keys):
    onwards, back, pause = keys
    post_to_wall("First", "Second", "Third")
    page = screen()
    page.evaluate(PRESS, onwards)
    expect_shown(page, "Second")
    page.evaluate(PRESS, back)
    expect_shown(page, "First")
    page.evaluate(PRESS, pause)
    page.clock.run_for(40_000)
    expect_shown(page, "First")
    assert page.locator("[data-pause]").text_content() == "Resume"
