// Highlights the current section in the list of sections, shows the help for it, and how far each
// section is written once it is saved.
import { attach } from "./attach.js";

const READING_LINE = 0.35;  // of the window's height: the section at this line is the current one

function sectionOf(link) {
  return document.getElementById(link.hash.slice(1));
}

class SectionNav {
  constructor(nav) {
    this.links = [...nav.querySelectorAll("a[href^='#']")];
    this.help = [...document.querySelectorAll("[data-help-for]")];
    this.isQueued = false;
  }

  follow() {
    addEventListener("scroll", () => this.queue(), { passive: true });
    document.addEventListener("focusin", (event) => {
      const section = event.target.closest(".sec[id], #form-headline");
      if (section) this.mark(section.id === "form-headline" ? "headline" : section.id);
    });
    this.markVisible();
  }

  queue() {
    if (this.isQueued) return;
    this.isQueued = true;
    requestAnimationFrame(() => {
      this.isQueued = false;
      this.markVisible();
    });
  }

  markVisible() {
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const line = innerHeight * READING_LINE;
    const above = this.links.filter((link) => {
      const isShown = link.offsetParent;
      return isShown && sectionOf(link)?.getBoundingClientRect().top < line;
    });
    const current = isAtEnd ? this.links.at(-1) : above.at(-1) ?? this.links[0];
    if (current) this.mark(current.hash.slice(1));
  }

  mark(name) {
    for (const link of this.links) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    const fitting = this.help.filter((panel) => panel.dataset.helpFor.split(" ").includes(name));
    if (!fitting.length) return;
    for (const panel of this.help) panel.hidden = !fitting.includes(panel);
  }
}

// A link to a section inside a closed group opens the group.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const group = target && target.closest("details.others");
  if (!group || group.open) return;
  group.open = true;
  target.scrollIntoView();
}

function showProgress({ anchor, state, number = "", columns = {} }) {
  const dot = document.getElementById(`dot-${anchor}`);
  if (!dot) return;
  dot.className = `dot ${state}`;
  for (const [name, count] of Object.entries({ [anchor]: number || "", ...columns })) {
    document.getElementById(`n-${name}`).textContent = count;
  }
}

document.addEventListener("autosave:saved", ({ detail }) => {
  if (detail.outline) showProgress(detail.outline);
});
attach("[data-section-nav]", (nav) => {
  addEventListener("hashchange", openTarget);
  openTarget();
  new SectionNav(nav).follow();
});
