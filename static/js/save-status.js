// Says in each form how it stands ("save-state" of autosave.js), sums up at the foot of the page,
// and speaks up only when trouble begins or ends.
(function () {
  "use strict";
  var SAVING = "Saving…", states = new Map(), wasTroubled = false, hasSaved = false;

  function isTrouble(one) {
    return one.state !== "saved" && one.state !== "saving";
  }
  function inWords(form, one) {
    var kept = isTrouble(one) ? form.dataset.kept : "";
    if (kept === "yes") return one.words + ". Your text is kept in this browser.";
    if (kept === "no") return one.words + ". This browser can’t keep your text: please leave the page open.";
    return one.words;
  }
  function write(line, words, isWaiting, isSaving) {
    line.classList.toggle("waiting", isWaiting);
    line.classList.toggle("saving", isSaving);
    if (line.querySelector("span").textContent !== words) line.querySelector("span").textContent = words;
  }
  function show(form, one) {
    var line = form.querySelector("[data-state]");
    if (!line) return;
    line.hidden = false;
    write(line, inWords(form, one), isTrouble(one), one.state === "saving");
    line.querySelector("[data-sign-in]").hidden = one.state !== "signed-out";
  }
  function troubles() {
    states.forEach(function (_, form) { if (!form.isConnected) states.delete(form); });
    return Array.from(states.values()).filter(isTrouble);
  }
  function summary(troubled) {
    if (troubled.length > 1 && troubled.some(function (one) { return one.words !== troubled[0].words; })) {
      return troubled.length + " items are not saved yet. Each says why.";
    }
    if (troubled.length) return troubled[0].words;
    var isSaving = Array.from(states.values()).some(function (one) { return one.state === "saving"; });
    return isSaving ? SAVING : "Saved at " + new Date().toTimeString().slice(0, 5);
  }
  function sumUp() {
    var troubled = troubles(), words = summary(troubled);
    document.querySelectorAll("[data-save-state]").forEach(function (line) { write(line, words, troubled.length > 0, words === SAVING); });
    if (troubled.length && words !== wasTroubled) say(words);
    if (!troubled.length && words !== SAVING && (wasTroubled || !hasSaved)) say("Everything is saved.");
    if (!troubled.length && words !== SAVING) hasSaved = true;
    if (troubled.length || words !== SAVING) wasTroubled = troubled.length ? words : false;
  }
  function say(words) {
    var voice = document.getElementById("save-voice");
    if (voice) voice.textContent = words;
  }
  document.addEventListener("save-state", function (event) {
    states.set(event.target, event.detail);
    show(event.target, event.detail);
    sumUp();
  });
  // Whether the browser keeps it is known a moment later (form-backup.js).
  document.addEventListener("kept", function (event) {
    if (states.has(event.target)) show(event.target, states.get(event.target));
  });
  document.addEventListener("part-placed", sumUp);
})();
