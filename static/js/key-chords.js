// Keys that are pressed together. Macs use Control with Command, because Alt with Shift types letters
// and selects text there.
export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

// By the letter on the key or, if that is not Latin, by the key's position.
export function isKey(event, key) {
  if (key.length > 1) return event.key === key;
  const pressed = event.key.toLowerCase();
  return pressed === key || (!/^[a-z]$/.test(pressed) && event.code === `Key${key.toUpperCase()}`);
}

export function chord(key, label) {
  return {
    keys: [...(IS_MAC ? ["Control", "⌘"] : ["Alt", "Shift"]), label],
    matches: (event) => {
      const isHeld = event.ctrlKey === IS_MAC && event.metaKey === IS_MAC;
      return isHeld && event.altKey !== IS_MAC && event.shiftKey !== IS_MAC && isKey(event, key);
    },
  };
}

export const HINT_KEYS = chord("h", "H");  // handled by wording-hints.js
