// Whether single-key shortcuts are on. People can turn them off in the keyboard help, because speech
// input, for example, triggers them by accident.
const SETTING = "single-keys";
const FIELDS = "input, textarea, select, [contenteditable]";

export function areSingleKeysOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(isOn) {
  try {
    localStorage.setItem(SETTING, isOn ? "on" : "off");
  } catch {
    // Storage is blocked: the shortcuts stay on.
  }
}

// Whether this keydown is a single-key shortcut rather than typing.
export function isSingleKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return false;
  return areSingleKeysOn();
}
