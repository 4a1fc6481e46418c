// Post `fields`, {name: text or file}, with the CSRF token of `form`. Because of the header, the
// server answers 401 instead of redirecting to the sign-in page.
export function post(address, form, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
}
