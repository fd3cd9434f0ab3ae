const longest = 120;
const longestWhole = 500;
const mostListed = 6;
// What would reorder or break the sentence around it; the joiner of emoji does neither.
const disturbing = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Fills `{field}`, `{field|money}` (cents, with the `currency` field beside it), `{field|words}` (`on_the_way` reads
 * `on the way`), `{field|list}` (`2 × Soup, 1 × Bread`) and `{field|whole}` (500 characters, not 120) from the newest
 * payload that has the field; null when one is not known, for a sentence with a hole is worse than none.
 */
export function fillSentence(template: string, payloads: readonly unknown[]): string | null {
  let whole = true;
  const text = template.replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, field: string, form: string | undefined) => {
    const value = fieldOf(payloads, field);
    const filled = value === undefined ? null : formed(value, form, payloads);
    if (filled === null) whole = false;
    return filled ?? '';
  });
  // A quoted detail may end with a full stop of its own.
  return whole ? text.replace(/[.\s]+$/, '') : null;
}

function fieldOf(payloads: readonly unknown[], field: string): unknown {
  for (const payload of payloads) {
    if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, field)) continue;
    return Reflect.get(payload, field);
  }
  return undefined;
}

function formed(value: unknown, form: string | undefined, payloads: readonly unknown[]): string | null {
  if (form === 'list') return Array.isArray(value) ? list(value) : null;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (form === 'money') return money(value, fieldOf(payloads, 'currency'));
  const shown = String(value).toWellFormed().replace(disturbing, '\ufffd');
  const text = form === 'words' ? shown.replaceAll('_', ' ') : shown;
  const most = form === 'whole' ? longestWhole : longest;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Things with a name and a quantity; null when one of those that are listed is something else. */
function list(items: readonly unknown[]): string | null {
  const named = items.slice(0, mostListed).map((item) => {
    const name = formed(fieldOf([item], 'name'), undefined, []);
    const quantity = fieldOf([item], 'quantity');
    return name !== null && typeof quantity === 'number' ? `${quantity} × ${name}` : null;
  });
  if (named.length === 0 || named.includes(null)) return null;
  const rest = items.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

function money(cents: string | number, currency: unknown): string | null {
  const amount = Number(cents) / 100;
  if (!Number.isFinite(amount)) return null;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return amount.toFixed(2);
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
}
