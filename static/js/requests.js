// Post `fields`, {name: text or file}, with the token of `form`. The header keeps the server from
// answering with the page for signing in: it answers 401 instead.
export function post(address, form, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
}
