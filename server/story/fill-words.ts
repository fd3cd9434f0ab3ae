import { fillSentence } from '#server/event-flow/index.ts';
import type { Template } from './story-words.ts';

/** The first of the templates whose fields are all known; null when none is. */
export function fillWords(template: Template | undefined, payloads: readonly unknown[]): string | null {
  const templates = typeof template === 'string' ? [template] : (template ?? []);
  for (const one of templates) {
    const text = fillSentence(one, payloads);
    if (text !== null) return text;
  }
  return null;
}

/** Foreign text, cut and cleaned of what would break the sentence around it. */
export function foreignWords(text: string): string {
  return fillSentence('{text|whole}', [{ text }]) ?? '';
}

/** `the driver` → `The driver.` */
export function asSentence(text: string): string {
  const whole = capital(text);
  return /[.!?…]”?$/.test(whole) ? whole : `${whole}.`;
}

export function capital(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** `order.created` → `“order created”`. */
export function typeWords(type: string | null): string {
  return type === null ? 'a record without a type' : `“${foreignWords(type.replace(/[._-]+/g, ' '))}”`;
}
