// The browser's own database for texts that the server does not have yet, and nothing else.
// IndexedDB, since with strict durability a text is on the disk at once: localStorage writes it
// seconds later, too late when the browser crashes.
const STORE = "kept";  // as browsers have it already
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("retros", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const backups = {
  put: (text) => run("readwrite", (store) => store.put(text)),
  remove: (id) => run("readwrite", (store) => store.delete(id)),
  clear: () => run("readwrite", (store) => store.clear()),
  all: () => run("readonly", (store) => store.getAll()),
};
