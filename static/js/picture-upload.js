// Pictures pasted, dropped or chosen in a textarea with data-pictures: sent at once, a line in the
// text holds their place. Whatever fails, no word of the text is lost.
(function () {
  "use strict";
  var ALT = "What can be seen here", count = 0;

  function write(field, text, from, to) {
    var start = field.selectionStart, end = field.selectionEnd, grown = text.length - (to - from);
    field.setRangeText(text, from, to, "preserve");
    // The words that somebody is writing behind the picture stay where they are.
    if (document.activeElement === field && start > to) field.setSelectionRange(start + grown, end + grown);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function say(field, words) {
    var line = field.saidOfPictures;
    if (!line) {
      line = field.saidOfPictures = document.createElement("p");
      line.className = "err picture-said";
      line.setAttribute("role", "alert");
      field.after(line);
    }
    line.textContent = words;
    line.hidden = !words;
  }
  function exchange(field, holder, text) {
    var at = field.value.indexOf(holder);
    if (at < 0) return;  // taken out of the text meanwhile
    var waiting = document.activeElement === field && field.selectionStart === at + holder.length;
    write(field, text, at, at + holder.length);
    var alt = text.indexOf(ALT);
    if (waiting && alt >= 0) field.setSelectionRange(at + alt, at + alt + ALT.length);
  }
  function send(field, file) {
    var holder = "![Uploading picture " + (count += 1) + "…]()", at = field.selectionEnd;
    var before = field.value.slice(0, at), text = (before && !before.endsWith("\n") ? "\n\n" : "") + holder;
    write(field, text, at, at);
    field.setSelectionRange(at + text.length, at + text.length);
    say(field, "");
    if (!/^image\/(png|jpeg|webp|gif)$/.test(file.type)) return refuse("Only pictures work here: PNG, JPEG, WebP and GIF.");
    var body = new FormData();
    body.append("file", file, "picture");
    body.append("alt", ALT);
    body.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    function refuse(words) {
      exchange(field, holder, "");
      say(field, words);
    }
    return fetch(field.dataset.pictures, { method: "POST", body: body, headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (response) {
        if (response.status === 201) return response.json().then(function (made) { exchange(field, holder, made.markdown); });
        if (response.status === 422) return response.json().then(function (data) { refuse(data.error); });
        if (response.status === 401) return refuse("Please sign in again in another tab, then add the picture once more.");
        return refuse("The picture could not be added. Please try once more.");
      })
      .catch(function () { refuse("No connection: the picture was not added. Please try once more."); });
  }
  function sendAll(field, files) {
    field.focus();
    Array.from(files).slice(0, 10).forEach(function (file) { send(field, file); });
  }
  function fieldOf(event) {
    return event.target.closest && event.target.closest("textarea[data-pictures]");
  }

  document.addEventListener("paste", function (event) {
    var field = fieldOf(event), data = event.clipboardData;
    // What holds text too (a table, a paragraph of a document) is pasted as text.
    if (!field || !data || !data.files.length || data.getData("text/plain")) return;
    event.preventDefault();
    sendAll(field, data.files);
  });
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var field = fieldOf(event);
      if (!field || !event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      event.preventDefault();
      field.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") sendAll(field, event.dataTransfer.files);
    });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-picture]");
    if (!button) return;
    var field = document.getElementById(button.closest("markdown-toolbar").getAttribute("for"));
    var chooser = document.createElement("input");
    chooser.type = "file";
    chooser.accept = "image/png,image/jpeg,image/webp,image/gif";
    chooser.multiple = true;
    chooser.addEventListener("change", function () { sendAll(field, chooser.files); });
    chooser.click();
  });
})();
