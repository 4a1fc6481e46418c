// Makes the text of a slide smaller until all of it can be read, by measuring: scripts and long
// words differ too much to be reckoned. A long word is broken only where it would get too small.
(function () {
  "use strict";
  var SMALLEST_WHOLE = { ".say": 0.7, ".story": 0.92 };  // shares of the usual size
  var SMALLEST = 0.4, STEP = 0.04, slide = null;

  function fit() {
    if (!slide) return;
    Object.keys(SMALLEST_WHOLE).forEach(function (name) {
      var part = slide.querySelector(name);
      if (part && !fits(part, true, SMALLEST_WHOLE[name])) fits(part, false, SMALLEST);
    });
  }
  function fits(part, isWhole, smallest) {  // leaves it at the largest size at which it does
    var size = 1;
    part.classList.toggle("is-whole", isWhole);
    part.style.setProperty("--fit", "1");
    while (isCut(part) && size - STEP >= smallest) {
      size -= STEP;
      part.style.setProperty("--fit", size.toFixed(2));
    }
    return !isCut(part);
  }
  function isCut(part) {
    return part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth;
  }

  document.addEventListener("wall:show", function (event) { slide = event.detail; fit(); });
  addEventListener("resize", fit);
})();
