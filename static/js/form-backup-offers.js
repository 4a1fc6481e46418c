// Offers again what form-backup.js kept and the server does not have: beside its form, which is opened if
// it is closed. Nothing is applied unasked. Where data-kept-list is, it is listed with its page.
(function () {
  "use strict";
  var KEPT_DAYS = 30;

  function when(at) {
    var date = new Date(at), time = { hour: "2-digit", minute: "2-digit" };
    if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(undefined, time);
    return date.toLocaleString(undefined, Object.assign({ day: "numeric", month: "long" }, time));
  }
  function differing(text, form) {
    var now = formValues.of(form);
    return text.changed.filter(function (name) { return now[name] && !formValues.same(text.values[name], now[name]); });
  }
  function words(form, name, values) {
    return values.map(function (value) {
      var field = Array.from(form.querySelectorAll("[name='" + name + "']")).find(function (one) { return one.value === value; });
      if (field && field.type !== "hidden" && field.labels && /radio|checkbox/.test(field.type)) return field.labels[0].textContent.trim();
      var option = form.querySelector("select[name='" + name + "'] option[value='" + CSS.escape(value) + "']");
      return option ? option.textContent : value;
    }).join(", ");
  }
  function compare(form, before, after, place) {
    place.className = "compared";
    place.textContent = after || "Left empty";
    if (!before || !after) return;
    var body = new FormData();
    body.append("before", before);
    body.append("after", after);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fetch(template().dataset.compare, { method: "POST", body: body, headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (response) { return response.ok ? response.text() : Promise.reject(); })
      .then(function (html) { place.innerHTML = html; place.className = ""; })
      .catch(function () { return null; });  // then it stands there without marks
  }
  function template() {
    return document.querySelector("template[data-kept-offer]");
  }
  function panelFor(text) {
    var panel = template().content.firstElementChild.cloneNode(true);
    panel.querySelector("time").textContent = when(text.at);
    panel.querySelector(".acts").before(document.createElement("dl"));
    return panel;
  }
  function add(panel, title, fill) {
    var term = document.createElement("dt"), place = document.createElement("dd"), box = document.createElement("div");
    term.textContent = title;
    place.append(box);
    panel.querySelector("dl").append(term, place);
    fill(box);
  }

  function offer(keeping, form, text) {
    var names = differing(text, form);
    if (!names.length) return keptTexts.drop(text.id);
    var panel = panelFor(text), now = formValues.of(form);
    names.forEach(function (name) {
      add(panel, formValues.label(form, name), function (box) {
        compare(form, words(form, name, now[name]), words(form, name, text.values[name]), box);
      });
    });
    panel.querySelector("[data-put-back]").addEventListener("click", function () { putBack(keeping, form, text, panel); });
    panel.querySelector("[data-throw-away]").addEventListener("click", function () { throwAway(form, text, panel); });
    form.prepend(panel);
    return null;
  }
  function putBack(keeping, form, text, panel) {
    var values = {}, shown = formValues.visible(form);
    Object.keys(text.values).forEach(function (name) {
      if (text.changed.includes(name) || !shown.includes(name)) values[name] = text.values[name];
    });
    panel.remove();
    formValues.fill(form, values);
    text.changed.forEach(function (name) { open(form, name); });
    form.dispatchEvent(new CustomEvent("kept:put-back", { bubbles: true, detail: { sent: text.sent } }));
    keeping.keep(form).then(function () { return keptTexts.drop(text.id); });
    var first = form.querySelector("[name='" + text.changed[0] + "']");
    if (first) first.focus();
  }
  function open(form, name) {
    var field = form.querySelector("[name='" + name + "']");
    var folded = field && field.closest("details");
    if (folded) folded.open = true;
  }
  function throwAway(form, text, panel) {
    panel.remove();
    keptTexts.drop(text.id);
    var close = form && form.hasAttribute("data-new") && !form.hasAttribute("data-unsaved") && form.querySelector("[data-close]");
    if (close) close.click();
  }

  function formsFor(keeping, text, root) {
    return Array.from(root.querySelectorAll("form[data-keep]")).filter(function (form) {
      var item = keeping.itemOf(form), isNew = /\/new\/$/.test(item.address);
      return item.address === text.address && (item.client === text.client || (isNew && !form.isTaken));
    });
  }
  // A closed part, or one that never was saved: its form is loaded as if its link had been followed.
  function openFor(keeping, text) {
    var links = Array.from(document.querySelectorAll("a[hx-get]")).filter(function (link) { return link.pathname === text.address; });
    var link = links.find(function (one) { return fits(one, text); }) || links[0];
    if (!link) return Promise.resolve(null);
    document.body.dataset.opening = "yes";
    document.addEventListener("htmx:afterSettle", function () { delete document.body.dataset.opening; }, { once: true });
    return htmx.ajax("GET", link.href, { source: link }).then(function () {
      return formsFor(keeping, text, document)[0];
    });
  }
  function fits(link, text) {
    return Array.from(new URL(link.href).searchParams).every(function (pair) {
      return (text.values[pair[0]] || []).includes(pair[1]);
    });
  }
  function nowhere(text) {
    var panel = panelFor(text);
    panel.querySelector("[data-nowhere]").hidden = false;
    panel.querySelector("[data-put-back]").remove();
    text.changed.forEach(function (name) {
      add(panel, name.replace(/_/g, " "), function (box) {
        box.className = "compared";
        box.textContent = text.values[name].join(", ");
      });
    });
    panel.querySelector("[data-throw-away]").addEventListener("click", function () { throwAway(null, text, panel); });
    (document.querySelector(".document, main .page") || document.querySelector("main")).prepend(panel);
  }
  function bringBack(keeping, text) {
    var form = formsFor(keeping, text, document)[0];
    return Promise.resolve(form || openFor(keeping, text)).then(function (found) {
      if (!found) return nowhere(text);
      if (found.hasAttribute("data-new")) found.isTaken = true;
      return offer(keeping, found, text);
    });
  }
  function list(texts) {
    var place = document.querySelector("[data-kept-list]");
    if (!place || !texts.length) return;
    texts.forEach(function (text) {
      var item = document.createElement("li"), link = document.createElement("a");
      item.className = "row";
      link.href = text.page;
      link.textContent = text.title || "A page";
      item.append(link, "from " + when(text.at));
      place.querySelector("ul").append(item);
    });
    place.hidden = false;
  }

  document.addEventListener("kept:ready", function (event) {
    var keeping = event.detail, person = document.body.dataset.person, oldest = Date.now() - KEPT_DAYS * 86400000;
    keptTexts.all().then(function (texts) {
      texts.filter(function (text) { return text.at < oldest; }).forEach(function (text) { keptTexts.drop(text.id); });
      var mine = texts.filter(function (text) {
        return text.person === person && text.at >= oldest && !keeping.isOwn(text.id);
      });
      list(mine);
      if (document.querySelector("form[data-sent]")) return null;  // the page shows it already
      return mine.filter(function (text) { return text.page === location.pathname; }).reduce(function (before, text) {
        return before.then(function () { return bringBack(keeping, text); });
      }, Promise.resolve());
    }).catch(function () { return null; }).then(function () { template().dataset.offered = ""; });
  });
})();
