// Marks the section that is being read or written in the list at the side, and shows its help.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var rail = document.querySelector("[data-rail]");
    if (!rail) return;
    var links = Array.from(rail.querySelectorAll("a[href^='#']"));
    var help = Array.from(document.querySelectorAll("[data-help-for]"));
    function mark(name) {
      links.forEach(function (link) {
        if (link.hash === "#" + name) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      });
      var fits = help.filter(function (panel) { return panel.dataset.helpFor.split(" ").includes(name); });
      if (fits.length) help.forEach(function (panel) { panel.hidden = !fits.includes(panel); });
    }
    function inView() {
      var line = innerHeight * 0.35, current = links[0];
      links.forEach(function (link) {
        if (!link.offsetParent) return; // of a section that is not shown
        var section = document.getElementById(link.hash.slice(1));
        if (section && section.getBoundingClientRect().top < line) current = link;
      });
      if (innerHeight + scrollY >= document.documentElement.scrollHeight - 4) current = links[links.length - 1];
      if (current) mark(current.hash.slice(1));
    }
    var queued = false;
    addEventListener("scroll", function () {
      if (queued) return;
      queued = true;
      requestAnimationFrame(function () { queued = false; inView(); });
    }, { passive: true });
    document.addEventListener("focusin", function (event) {
      var section = event.target.closest(".sec[id], #form-headline");
      if (section) mark(section.id === "form-headline" ? "headline" : section.id);
    });
    // A link to a section that is kept at hand shows it.
    function unfold() {
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      var others = target && target.closest("details.others");
      if (others && !others.open) { others.open = true; target.scrollIntoView(); }
    }
    addEventListener("hashchange", unfold);
    unfold();
    inView();
  });
})();
