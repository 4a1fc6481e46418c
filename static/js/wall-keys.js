// Pause, next and previous: by button, keyboard or a television's remote control, whose keys have
// names in newer engines and only numbers in older ones.
const AWAKE_MS = 4000;
const KEYS = {
  " ": toggle, "Enter": toggle, "MediaPlayPause": toggle, "MediaPlay": play, "MediaPause": pause, "MediaStop": pause,
  "ArrowRight": next, "MediaTrackNext": next, "MediaFastForward": next, "ChannelUp": next,
  "ArrowLeft": previous, "MediaTrackPrevious": previous, "MediaRewind": previous, "ChannelDown": previous,
};
const NUMBERS = { 415: play, 19: pause, 413: pause, 10252: toggle, 417: next, 412: previous, 427: next, 428: previous };
const button = document.querySelector("[data-pause]");
let isPaused = false;
let awakeTimer = 0;

function send(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
function next() {
  send("wall:next");
}
function previous() {
  send("wall:previous");
}
function toggle() {
  setPaused(!isPaused);
}
function play() {
  if (isPaused) setPaused(false);
}
function pause() {
  if (!isPaused) setPaused(true);
}
function setPaused(value) {
  isPaused = value;
  button.textContent = isPaused ? "Resume" : "Pause";
  button.setAttribute("aria-pressed", String(isPaused));
  send("wall:pause", isPaused);
}

// Show the button and the pointer for a while.
function wake() {
  document.body.classList.add("is-awake");
  clearTimeout(awakeTimer);
  awakeTimer = setTimeout(() => document.body.classList.remove("is-awake"), AWAKE_MS);
}

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key] || NUMBERS[event.keyCode];
  wake();
  if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
  if (act === toggle && event.target === button) return;  // the button gets a click event
  event.preventDefault();
  act();
});
document.addEventListener("pointermove", wake);
button.addEventListener("click", toggle);
