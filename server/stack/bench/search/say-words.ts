const kinds = ['smoked', 'spicy', 'grilled', 'stuffed', 'braised', 'crispy', 'sweet', 'sour', 'pickled', 'roasted'];
const dishes = [
  ['pizza', 'margherita', 'basil'],
  ['ramen', 'miso', 'scallions'],
  ['burger', 'cheddar', 'onions'],
  ['curry', 'chickpeas', 'coriander'],
  ['tacos', 'avocado', 'lime'],
  ['gnocchi', 'sage', 'butter'],
  ['falafel', 'tahini', 'parsley'],
  ['risotto', 'porcini', 'parmesan'],
];
const houses = ['Trattoria', 'Bistro', 'Tavern', 'Garden', 'Corner', 'Harbour', 'Station', 'Palace'];
const reasons = [
  'The kitchen has run out of it',
  'The kitchen closes in ten minutes',
  'The card was declined by the bank',
];

const restaurants = 400;
/** One order in so many is refused with a reason, and one has a note that nobody else has. */
const flowsPerReason = 50;
export const flowsPerNote = 500;

/** A word that one flow alone has: letters only, like a name. */
export function rareWord(nth: number): string {
  return `zoe${nth.toString(26).replace(/[0-9]/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)))}`;
}

/** What the nth order says in words in one of its events: its dish, its restaurant, a text id, now and then why it failed. */
export function sayWords(nth: number, step: number): object {
  const kind = kinds[nth % kinds.length] ?? '';
  const [dish = '', first = '', second = ''] = dishes[Math.floor(nth / kinds.length) % dishes.length] ?? [];
  const house = nth % restaurants;
  return {
    bookingId: `BK${nth.toString(36).toUpperCase().padStart(8, '0')}`,
    restaurantName: `${houses[house % houses.length]} ${rareWord(house).slice(3)} ${house}`,
    ...(step === 0 && { items: [{ name: `${kind} ${dish} with ${first} and ${second}`, quantity: 1 + (nth % 3) }] }),
    ...(step === 1 && nth % flowsPerReason === 0 && { reason: reasons[nth % reasons.length] }),
    ...(step === 0 && nth % flowsPerNote === 0 && { note: `Please ring for ${rareWord(nth)}` }),
  };
}
