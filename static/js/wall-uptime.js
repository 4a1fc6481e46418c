// Keeps a screen running for months: prevents sleep, registers the worker that caches its page, and
// reloads it every night and after an error.
const RELOAD_AFTER_ERROR_MS = 60000;
const { worker } = document.querySelector("[data-wall]").dataset;
let isOnline = true;

function stayAwake() {
  if (!navigator.wakeLock || document.visibilityState !== "visible") return;
  navigator.wakeLock.request("screen").catch(() => {});
}

function reload() {
  if (isOnline) location.reload();
  return isOnline;
}

// Pages that run for weeks leak memory.
function reloadAtNight() {
  const night = new Date();
  night.setDate(night.getDate() + 1);
  night.setHours(4, Math.floor(Math.random() * 30), 0, 0);
  setTimeout(() => reload() || reloadAtNight(), night - Date.now());
}

document.addEventListener("wall:online", (event) => { isOnline = event.detail; });
document.addEventListener("visibilitychange", stayAwake);
addEventListener("error", () => setTimeout(reload, RELOAD_AFTER_ERROR_MS));

if ("serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(() => {});
reloadAtNight();
stayAwake();
