// On narrow screens the filters of a list start closed, unless one of them is in use.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    if (!matchMedia("(max-width: 60rem)").matches) return;
    document.querySelectorAll("[data-closed-when-narrow]").forEach(function (details) { details.open = false; });
  });
})();
