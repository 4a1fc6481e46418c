// What is wrong with each slide of the round, as it is and mirrored: parts that are cut, leave the
// safe frame or lie upon each other, and type too small to be read across a room. `unit` is a
// hundredth of the screen's long side, in px. Gives [{post, isMirrored, found}].
unit => {
  const NAMES = [".about", ".say", ".story", ".from", ".more"], SMALLEST = 1.6, near = unit * 0.1;
  const count = document.querySelectorAll(".slide").length, looks = [];
  if (count % 2 === 0) throw new Error("of an even number of slides each is always mirrored or never");

  function boxesOf(part) {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [...range.getClientRects()].filter(box => box.width && box.height);
  }
  function isOutside(box, frame) {
    return box.left < frame.left - near || box.top < frame.top - near || box.right > frame.right + near || box.bottom > frame.bottom + near;
  }
  function meet(a, b) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > near && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > near;
  }
  function hasText(part) {
    return boxesOf(part).length && [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  }
  function sizeOf(part) { return parseFloat(getComputedStyle(part).fontSize) / unit; }
  function troubleOf(slide) {
    const frame = slide.querySelector(".frame").getBoundingClientRect(), found = [];
    const parts = NAMES.map(name => ({ name, part: slide.querySelector(name) })).filter(({ part }) => part);
    parts.forEach(one => { one.boxes = boxesOf(one.part); });
    parts.forEach(({ name, part, boxes }, i) => {
      if (part.scrollHeight > part.clientHeight + near || part.scrollWidth > part.clientWidth + near) found.push(`${name} is cut`);
      if (boxes.some(box => isOutside(box, frame))) found.push(`${name} leaves the frame`);
      parts.slice(i + 1).forEach(other => {
        if (boxes.some(a => other.boxes.some(b => meet(a, b)))) found.push(`${name} lies on ${other.name}`);
      });
    });
    const sizes = [...slide.querySelectorAll(".frame *")].filter(hasText).map(sizeOf);
    if (Math.min(...sizes) < SMALLEST) found.push(`type of ${Math.min(...sizes).toFixed(2)} units`);
    if (sizeOf(slide.querySelector(".say")) < Math.max(...sizes)) found.push("what was learned is not the largest");
    return found;
  }

  for (let turned = 0; turned < 2 * count; turned += 1) {
    document.dispatchEvent(new CustomEvent("wall:previous"));
    const slide = document.querySelector(".slide.is-on");
    looks.push({ post: slide.dataset.post, isMirrored: slide.classList.contains("flip"), found: troubleOf(slide) });
  }
  return looks;
}
