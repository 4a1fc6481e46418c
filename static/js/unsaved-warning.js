// Warns before a page is left on which something stands that the server does not have yet.
(function () {
  "use strict";
  addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-unsaved]")) event.preventDefault();
  });
})();
