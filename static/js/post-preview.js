// Shows the card of a wall post while its words are written: what is on the card is what is posted.
(function () {
  "use strict";
  function part(card, name) { return card.querySelector('[data-part="' + name + '"]'); }
  function clean(text) { return text.trim().replace(/\s+/g, " "); }
  function words(form, name) { return form.elements[name] ? clean(form.elements[name].value) : ""; }
  function say(card, name, text) {
    var place = part(card, name), box = place.closest("dl > div") || place;
    place.textContent = text;
    if (name !== "learned") box.hidden = !text;
  }
  // Tags as they would be sent: also the one that is still being typed (tag-input.js).
  function tags(form, card) {
    var field = form.elements.tags, place = part(card, "tags"), seen = [];
    var names = (field.value + "," + (field.dataset.half || "")).split(/[,，]/);
    place.replaceChildren.apply(place, names.map(clean).filter(function (name) {
      var isNew = name && seen.indexOf(name.toLowerCase()) < 0;
      seen.push(name.toLowerCase());
      return isNew;
    }).map(function (name) {
      var item = document.createElement("li"), chip = document.createElement("span");
      chip.className = "tag";
      chip.textContent = name;
      item.append(chip);
      return item;
    }));
    place.hidden = !place.children.length;
  }
  function draw(form, card) {
    var team = form.elements.team, chosen = form.querySelector('input[name="category"]:checked');
    ["we_did", "happened", "learned", "signature"].forEach(function (name) { say(card, name, words(form, name)); });
    tags(form, card);
    say(card, "team", team && team.value ? team.selectedOptions[0].textContent : "");
    if (!words(form, "learned")) part(card, "learned").textContent = "What you learned";
    card.classList.toggle("is-waiting", !words(form, "learned"));
    if (chosen) about(card, chosen);
  }
  function about(card, chosen) {
    var icon = card.querySelector(".tile use");
    card.className = card.className.replace(/\bc-\w+/, "c-" + chosen.value);
    part(card, "category").textContent = chosen.closest("label").textContent.trim();
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, "#" + chosen.value));
  }
  document.querySelectorAll("[data-wall-preview]").forEach(function (root) {
    var form = root.querySelector("form"), card = root.querySelector("[data-card]");
    root.querySelector("[data-preview]").hidden = false;
    root.querySelector("[data-save]").textContent = root.dataset.action;
    // Once the server has pointed something out, it wants to see each change of the words itself.
    if (!form.elements.previewed.value) form.elements.previewed.value = "live";
    form.addEventListener("input", function () { draw(form, card); });
    draw(form, card);
  });
})();
