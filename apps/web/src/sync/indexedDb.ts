// IndexedDB answers by events; this makes promises of them. Every table is a plain map from text keys.

/** Opens a database, making its tables when it is new. Closes when another tab wants to delete it. */
export function openDatabase(name: string, tables: readonly string[]): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    for (const table of tables) opening.result.createObjectStore(table);
  };
  return answer(opening).then((database) => {
    database.onversionchange = () => database.close();
    return database;
  });
}

/** Everything in a table, or in a range of its keys. */
export async function readAll(database: IDBDatabase, table: string, range?: IDBKeyRange): Promise<[string, unknown][]> {
  const store = database.transaction(table).objectStore(table);
  const [keys, values] = await Promise.all([answer(store.getAllKeys(range)), answer(store.getAll(range))]);
  return keys.map((key, at) => [key as string, values[at]]);
}

/** Changes a table. Resolves when the change is written, not before. */
export function write(database: IDBDatabase, table: string, change: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    change(transaction.objectStore(table));
  });
}

export async function deleteDatabase(name: string): Promise<void> {
  await answer(indexedDB.deleteDatabase(name));
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}
