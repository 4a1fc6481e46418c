// The browser's database of form backups. IndexedDB, because strict durability writes to disk at
// once: localStorage does so seconds later, too late if the browser crashes.
const STORE = "kept";  // browsers already have it under this name
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
