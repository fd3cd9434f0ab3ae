const sqlWords =
  /\b(select|insert\s+into|update|delete\s+from|create\s|alter\s|truncate|copy|from|join|lock\s+table)\b/i;

/** The services among `others` whose schema a text names as SQL does: `payments.ledger`, or a search path. */
export function namesForeignTable(text: string, others: readonly string[], isSql: boolean): string[] {
  const code = isSql ? text.replace(/--.*$/gm, '') : text;
  return others.filter((name) => {
    const table = new RegExp(`(?<![\\w./'-])"?${name}"?\\."?[a-z_]`, 'i');
    const path = new RegExp(`search_path[^;]*\\b${name}\\b`, 'i');
    return path.test(code) || (isSql ? table.test(code) : statements(code).some((part) => table.test(part)));
  });
}

/** The parts of a text that may be SQL: the text itself, or what stands in quotes in a file of another language. */
function statements(text: string): string[] {
  const quoted = text.includes('\n') ? (text.match(/"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*'/g) ?? []) : [];
  return [text, ...quoted].filter((part) => sqlWords.test(part) && !/^\s*(import|from)\s+\w[\w.]*/m.test(part));
}

const pythonClients = ['requests', 'httpx', 'aiohttp', 'urllib3', 'urllib.request', 'http.client', 'pycurl'];

/** Ways in which a Python file goes round the events: another service's code, or a client of HTTP that nobody answered for. */
export function pythonReach(text: string, others: readonly string[], answered: readonly string[]): string[] {
  const modules = [...text.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)].map(([, module = '']) => module);
  return modules.flatMap((module) => {
    const parts = module.split('.');
    if (others.some((name) => parts.includes(name))) return [`imports ${module}, which is another service`];
    if (answered.includes(module)) return [];
    const isClient = pythonClients.some((client) => module === client || module.startsWith(`${client}.`));
    return isClient ? [`imports ${module}, a way to ask that no rule sees`] : [];
  });
}
