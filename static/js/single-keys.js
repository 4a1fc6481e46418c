// Shortcuts of a single key. The keyboard help turns them off for people whom they hinder: speech
// input, for one, presses them by accident.
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
    // Storage is blocked: they stay on.
  }
}

// Whether a key was pressed as a shortcut: alone, and not to type.
export function isSingleKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return false;
  return areSingleKeysOn();
}
