// Makes the text of a slide smaller until all of it can be read, by measuring: scripts and long
// words differ too much to be reckoned.
(function () {
  "use strict";
  var SMALLEST = 0.4, STEP = 0.04, slide = null;

  function fit() {
    if (!slide) return;
    slide.querySelectorAll(".say, .story").forEach(function (part) {
      var size = 1;
      part.style.setProperty("--fit", "1");
      while (size > SMALLEST && isCut(part)) {
        size -= STEP;
        part.style.setProperty("--fit", size.toFixed(2));
      }
    });
  }
  function isCut(part) {
    return part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
  }

  document.addEventListener("wall:show", function (event) { slide = event.detail; fit(); });
  addEventListener("resize", fit);
})();
