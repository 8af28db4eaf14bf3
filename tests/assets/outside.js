/** What modules ask of the browser and of the network, as far as these tests need it. */

/** A storage that is empty. */
export function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, String(value)),
    removeItem: (name) => kept.delete(name),
  };
}

/** Answer each request of the page by `answer({path, query, method, headers, body})`: `[status, json, headers of the answer]`. */
export function server(answer) {
  globalThis.localStorage = storage();
  globalThis.fetch = async (address, { method, headers, body }) => {
    const { pathname: path, searchParams } = new URL(address, "https://portail.example");
    const [status, json, told] = answer({ path, query: Object.fromEntries(searchParams), method, headers, body });
    return new Response(JSON.stringify(json), { status, headers: told });
  };
}
