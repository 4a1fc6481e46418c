// Pause, next and previous: by the button, a keyboard, and the remote control of a television,
// whose keys have names in newer engines and only numbers in older ones.
(function () {
  "use strict";
  var button = document.querySelector("[data-pause]");
  var paused = false, awakeTimer = 0;
  var KEYS = {
    " ": toggle, "Enter": toggle, "MediaPlayPause": toggle, "MediaPlay": play, "MediaPause": pause, "MediaStop": pause,
    "ArrowRight": next, "MediaTrackNext": next, "MediaFastForward": next, "ChannelUp": next,
    "ArrowLeft": previous, "MediaTrackPrevious": previous, "MediaRewind": previous, "ChannelDown": previous
  };
  var NUMBERS = { 415: play, 19: pause, 413: pause, 10252: toggle, 417: next, 412: previous, 427: next, 428: previous };

  function send(name, detail) { document.dispatchEvent(new CustomEvent(name, { detail: detail })); }
  function next() { send("wall:next"); }
  function previous() { send("wall:previous"); }
  function toggle() { set(!paused); }
  function play() { if (paused) set(false); }
  function pause() { if (!paused) set(true); }
  function set(on) {
    paused = on;
    button.textContent = on ? "Go on" : "Pause";
    button.setAttribute("aria-pressed", String(on));
    send("wall:pause", on);
  }
  function stir() {  // somebody is there: show the button and the pointer for a while
    document.body.classList.add("is-awake");
    clearTimeout(awakeTimer);
    awakeTimer = setTimeout(function () { document.body.classList.remove("is-awake"); }, 4000);
  }

  document.addEventListener("keydown", function (event) {
    var act = KEYS[event.key] || NUMBERS[event.keyCode];
    stir();
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    if (act === toggle && event.target === button) return;  // the button itself follows
    event.preventDefault();
    act();
  });
  document.addEventListener("pointermove", stir);
  button.addEventListener("click", toggle);
})();
