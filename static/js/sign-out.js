// Signing out deletes this browser's backups, and asks first if some are this person's.
import { pauseBackups } from "./form-backup.js";
import { backups } from "./form-backup-store.js";

const { person } = document.body.dataset;
const QUESTION = "This browser has a backup of unsaved text. Signing out deletes it. Sign out?";

// Return whether to sign out.
async function removeBackups() {
  const all = await backups.all();
  // Backups of anonymous-inbox.js have an `owner` instead.
  const isAnyMine = all.some((backup) => (backup.person || backup.owner) === person);
  if (isAnyMine && !confirm(QUESTION)) return false;
  pauseBackups();
  await backups.clear();
  if ("BroadcastChannel" in window) new BroadcastChannel("retros").postMessage({ signedOut: true });
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-sign-out]")) return;
  event.preventDefault();
  if (!await removeBackups().catch(() => true)) return;
  for (const unsaved of document.querySelectorAll("form[data-unsaved]")) unsaved.removeAttribute("data-unsaved");
  form.submit();
});
