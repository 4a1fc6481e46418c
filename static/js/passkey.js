// Passkeys: asks the browser for what a form with data-passkey="create" or "get" needs, and sends it.
import { attach } from "./attach.js";

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable(options) {
  const keys = (list) => list?.map((key) => ({ ...key, id: fromText(key.id) }));
  const read = { ...options, challenge: fromText(options.challenge) };
  if (options.user) read.user = { ...options.user, id: fromText(options.user.id) };
  if (options.allowCredentials) read.allowCredentials = keys(options.allowCredentials);
  if (options.excludeCredentials) read.excludeCredentials = keys(options.excludeCredentials);
  return read;
}

function sendable(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = toText(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: toText(made.rawId), type: made.type, response });
}

async function send(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const publicKey = readable(JSON.parse(form.dataset.options));
    const make = form.dataset.passkey === "create" ? "create" : "get";
    form.elements.credential.value = sendable(await navigator.credentials[make]({ publicKey }));
    form.submit();
  } catch {
    failed.hidden = false; // canceled, too slow, or a key that is there already
    failed.focus();
  }
}

attach("form[data-passkey]", (form) => {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
});
