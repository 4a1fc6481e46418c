// Requests for autosave: they ask for JSON and give up after TIMEOUT_MS.
export const TIMEOUT_MS = 15_000;

export async function request(address, options = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href, Accept: "application/json" };
  try {
    return await fetch(address, { ...options, headers, signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}

export function postValues(form, values) {
  const body = new FormData();
  for (const [name, texts] of Object.entries(values)) {
    for (const text of texts) body.append(name, text);
  }
  body.append("autosave", "1");
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return request(form.action, { method: "POST", body });
}
