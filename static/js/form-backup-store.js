// The browser's own database for texts that the server does not have yet. Nothing else is in it.
// IndexedDB, since with strict durability a text is on the disk at once: localStorage writes it
// seconds later, too late when the browser crashes.
window.keptTexts = (function () {
  "use strict";
  var opened;
  function open() {
    opened = opened || new Promise(function (resolve, reject) {
      var request = indexedDB.open("retros", 1);
      request.onupgradeneeded = function () { request.result.createObjectStore("kept", { keyPath: "id" }); };
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
    return opened;
  }
  function run(mode, work) {
    return open().then(function (database) {
      return new Promise(function (resolve, reject) {
        var transaction = database.transaction("kept", mode, { durability: "strict" });
        var request = work(transaction.objectStore("kept"));
        transaction.oncomplete = function () { resolve(request.result); };
        transaction.onabort = function () { reject(transaction.error); };
      });
    });
  }
  return {
    put: function (text) { return run("readwrite", function (store) { return store.put(text); }); },
    drop: function (id) { return run("readwrite", function (store) { return store.delete(id); }); },
    clear: function () { return run("readwrite", function (store) { return store.clear(); }); },
    all: function () { return run("readonly", function (store) { return store.getAll(); }); }
  };
})();
