// Previews the card of a wall post while someone writes it.
import { attach } from "./attach.js";
import { tagsIn } from "./tag-text.js";

function clean(text) {
  return text.trim().replace(/\s+/g, " ");
}

// The tags including one that is still being typed (tag-input.js).
function tagsOf(field) {
  const seen = new Set();
  return tagsIn(`${field.value},${field.dataset.halfTyped || ""}`).filter((tag) => {
    const isNew = tag && !seen.has(tag.toLowerCase());
    seen.add(tag.toLowerCase());
    return isNew;
  });
}

function chipFor(tag) {
  const item = document.createElement("li");
  const chip = document.createElement("span");
  chip.className = "tag";
  chip.textContent = tag;
  item.append(chip);
  return item;
}

class PostPreview {
  constructor(form, card) {
    this.form = form;
    this.card = card;
  }

  part(name) {
    return this.card.querySelector(`[data-part="${name}"]`);
  }

  textOf(name) {
    return clean(this.form.elements[name]?.value ?? "");
  }

  draw() {
    const { team } = this.form.elements;
    for (const name of ["we_did", "happened", "signature"]) this.fill(name, this.textOf(name));
    this.fill("team", team?.value ? team.selectedOptions[0].textContent : "");
    this.part("learned").textContent = this.textOf("learned") || "What you learned";
    this.card.classList.toggle("is-waiting", !this.textOf("learned"));
    this.drawTags();
    this.drawCategory();
  }

  fill(name, text) {
    const place = this.part(name);
    place.textContent = text;
    (place.closest("dl > div") || place).hidden = !text;
  }

  drawTags() {
    const place = this.part("tags");
    place.replaceChildren(...tagsOf(this.form.elements.tags).map(chipFor));
    place.hidden = !place.children.length;
  }

  drawCategory() {
    const chosen = this.form.querySelector("input[name='category']:checked");
    if (!chosen) return;
    const icon = this.card.querySelector(".tile use");
    this.card.className = this.card.className.replace(/\bc-\w+/, `c-${chosen.value}`);
    this.part("category").textContent = chosen.closest("label").textContent.trim();
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, `#${chosen.value}`));
  }
}

attach("[data-post-preview]", (root) => {
  const form = root.querySelector("form");
  const preview = new PostPreview(form, root.querySelector("[data-card]"));
  root.querySelector("[data-preview]").hidden = false;
  root.querySelector("[data-submit]").textContent = root.dataset.action;
  // After the server has asked for changes, it wants to preview each further version itself.
  if (!form.elements.previewed.value) form.elements.previewed.value = "live";
  form.addEventListener("input", () => preview.draw());
  preview.draw();
});
