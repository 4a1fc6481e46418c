// Shrinks the text of a slide until it fits, by measuring: scripts and long words vary too much to
// calculate the size. A long word is broken only if the text would get too small otherwise.
const SMALLEST_WHOLE = { ".say": 0.7, ".story": 0.92 };  // shares of the usual size
const SMALLEST = 0.4;
const STEP = 0.04;
let slide = null;

function fit() {
  if (!slide) return;
  for (const [selector, smallest] of Object.entries(SMALLEST_WHOLE)) {
    const part = slide.querySelector(selector);
    if (part && !shrink(part, true, smallest)) shrink(part, false, SMALLEST);
  }
}

// Give the part the largest size at which it fits, and return whether there is one.
function shrink(part, isWhole, smallest) {
  let size = 1;
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

document.addEventListener("wall:show", (event) => {
  slide = event.detail;
  fit();
});
addEventListener("resize", fit);
