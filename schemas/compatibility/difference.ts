/** STRICT is right about open objects; LENIENT lets them gain and lose optional properties, as people expect. */
export type CompatibilityPolicy = 'STRICT' | 'LENIENT';

/** `path` is a JSON pointer into the new schema, or into the old one where something is gone. */
export type Difference = { code: DifferenceCode; path: string };

/** Whether a reader of the new schema still takes every document of the old one. */
type Effect = 'allowed' | 'lenient' | 'breaking';

const limits = {
  ...limit('MAX_LENGTH', 'the longest text'),
  ...limit('MAXIMUM', 'the greatest number'),
  ...limit('EXCLUSIVE_MAXIMUM', 'the exclusive maximum'),
  ...limit('MAX_ITEMS', 'the most items'),
  ...limit('MAX_CONTAINS', 'the most fitting items'),
  ...limit('MAX_PROPERTIES', 'the most properties'),
  ...floor('MIN_LENGTH', 'the shortest text'),
  ...floor('MINIMUM', 'the least number'),
  ...floor('EXCLUSIVE_MINIMUM', 'the exclusive minimum'),
  ...floor('MIN_ITEMS', 'the fewest items'),
  ...floor('MIN_CONTAINS', 'the fewest fitting items'),
  ...floor('MIN_PROPERTIES', 'the fewest properties'),
};

const others = {
  TYPE_CHANGED: ['breaking', 'the type is another one'],
  TYPE_EXTENDED: ['allowed', 'any number is taken, not only whole ones'],
  TYPE_NARROWED: ['breaking', 'only whole numbers are taken'],
  PATTERN_ADDED: ['breaking', 'text must fit a pattern'],
  PATTERN_REMOVED: ['allowed', 'text need not fit a pattern'],
  PATTERN_CHANGED: ['breaking', 'text must fit another pattern'],
  MULTIPLE_OF_ADDED: ['breaking', 'only multiples are taken'],
  MULTIPLE_OF_REMOVED: ['allowed', 'not only multiples are taken'],
  MULTIPLE_OF_REDUCED: ['allowed', 'multiples of a smaller number are taken'],
  MULTIPLE_OF_EXPANDED: ['breaking', 'only multiples of a greater number are taken'],
  MULTIPLE_OF_CHANGED: ['breaking', 'multiples of another number are taken'],
  ENUM_ARRAY_EXTENDED: ['allowed', 'more values are taken'],
  ENUM_ARRAY_NARROWED: ['breaking', 'fewer values are taken'],
  ENUM_ARRAY_CHANGED: ['breaking', 'other values are taken'],
  PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: ['lenient', 'a property was added to an open object'],
  PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL: ['allowed', 'a property of any kind was added'],
  OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: ['allowed', 'an optional property was added'],
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: ['breaking', 'a required property without a default was added'],
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL: [
    'allowed',
    'a required property with a default was added',
  ],
  PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ['allowed', 'a property was named that was taken before'],
  PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: [
    'lenient',
    'a property was named that takes less than before',
  ],
  PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL: ['allowed', 'a property is no longer named'],
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL: ['lenient', 'a property is no longer taken'],
  PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL: ['allowed', 'a property that could not be is no longer named'],
  PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: [
    'allowed',
    'a property is no longer named, but still taken',
  ],
  PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: [
    'lenient',
    'a property is no longer named, and less is taken',
  ],
  REQUIRED_ATTRIBUTE_ADDED: ['breaking', 'the property must be there'],
  REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED: ['allowed', 'the property must be there, and has a default'],
  REQUIRED_ATTRIBUTE_REMOVED: ['allowed', 'the property may be left out'],
  ADDITIONAL_PROPERTIES_ADDED: ['allowed', 'unknown properties are taken'],
  ADDITIONAL_PROPERTIES_REMOVED: ['lenient', 'unknown properties are no longer taken'],
  ADDITIONAL_PROPERTIES_EXTENDED: ['allowed', 'any unknown property is taken'],
  ADDITIONAL_PROPERTIES_NARROWED: ['lenient', 'not every unknown property is taken'],
  DEPENDENCY_ARRAY_ADDED: ['breaking', 'a property now needs others'],
  DEPENDENCY_ARRAY_REMOVED: ['allowed', 'a property no longer needs others'],
  DEPENDENCY_ARRAY_EXTENDED: ['breaking', 'a property now needs more others'],
  DEPENDENCY_ARRAY_NARROWED: ['allowed', 'a property now needs fewer others'],
  DEPENDENCY_ARRAY_CHANGED: ['breaking', 'a property now needs others than before'],
  DEPENDENCY_SCHEMA_ADDED: ['breaking', 'a property now asks something of the object'],
  DEPENDENCY_SCHEMA_REMOVED: ['allowed', 'a property no longer asks anything of the object'],
  SCHEMA_ADDED: ['breaking', 'items are no longer of any kind'],
  SCHEMA_REMOVED: ['allowed', 'items are of any kind'],
  UNIQUE_ITEMS_ADDED: ['breaking', 'items must differ'],
  UNIQUE_ITEMS_REMOVED: ['allowed', 'items may be the same'],
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL: ['breaking', 'an item that could be anything has a kind'],
  ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL: ['allowed', 'an item of any kind was named'],
  ITEM_ADDED_TO_CLOSED_CONTENT_MODEL: ['allowed', 'an item was added'],
  ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ['allowed', 'an item was named that was taken before'],
  ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ['breaking', 'an item was named that takes less than before'],
  ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL: ['allowed', 'an item is no longer named'],
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL: ['breaking', 'an item is no longer taken'],
  ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL: ['allowed', 'an item that could not be is no longer named'],
  ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ['allowed', 'an item is no longer named, but still taken'],
  ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: [
    'breaking',
    'an item is no longer named, and less is taken',
  ],
  ADDITIONAL_ITEMS_ADDED: ['allowed', 'further items are taken'],
  ADDITIONAL_ITEMS_REMOVED: ['breaking', 'further items are no longer taken'],
  ADDITIONAL_ITEMS_EXTENDED: ['allowed', 'any further item is taken'],
  ADDITIONAL_ITEMS_NARROWED: ['breaking', 'not every further item is taken'],
  COMBINED_TYPE_EXTENDED: ['allowed', 'the alternatives are combined more freely'],
  COMBINED_TYPE_CHANGED: ['breaking', 'the alternatives are combined otherwise'],
  COMBINED_TYPE_SUBSCHEMAS_CHANGED: ['breaking', 'an alternative has no counterpart any more'],
  PRODUCT_TYPE_EXTENDED: ['breaking', 'one more thing is demanded'],
  PRODUCT_TYPE_NARROWED: ['allowed', 'one thing less is demanded'],
  SUM_TYPE_EXTENDED: ['allowed', 'one more alternative is taken'],
  SUM_TYPE_NARROWED: ['breaking', 'one alternative less is taken'],
  NOT_TYPE_EXTENDED: ['allowed', 'less is forbidden'],
  NOT_TYPE_NARROWED: ['breaking', 'more is forbidden'],
  TITLE_CHANGED: ['allowed', 'the title is another one'],
  DESCRIPTION_CHANGED: ['allowed', 'the description is another one'],
  DEFAULT_CHANGED: ['allowed', 'the default is another one'],
  ID_CHANGED: ['allowed', 'the $id is another one'],
} as const satisfies Record<string, readonly [Effect, string]>;

const codes: Readonly<Record<string, readonly [Effect, string]>> = { ...limits, ...others };

export type DifferenceCode = keyof typeof others | keyof typeof limits;

/** The difference in plain words. */
export function explainDifference({ code }: Difference): string {
  return codes[code]?.[1] ?? code;
}

export function breaksUnder(policy: CompatibilityPolicy, { code }: Difference): boolean {
  const effect = codes[code]?.[0] ?? 'breaking';
  return effect === 'breaking' || (effect === 'lenient' && policy === 'STRICT');
}

function limit<Name extends string>(name: Name, words: string) {
  return changes(name, words, { INCREASED: 'allowed', DECREASED: 'breaking' });
}

function floor<Name extends string>(name: Name, words: string) {
  return changes(name, words, { INCREASED: 'breaking', DECREASED: 'allowed' });
}

type Changed<Name extends string> = `${Name}_${'ADDED' | 'REMOVED' | 'INCREASED' | 'DECREASED'}`;

function changes<Name extends string>(
  name: Name,
  words: string,
  effects: { INCREASED: Effect; DECREASED: Effect },
): Record<Changed<Name>, readonly [Effect, string]> {
  return named<Changed<Name>>([
    [`${name}_ADDED`, ['breaking', `${words} is limited now`]],
    [`${name}_REMOVED`, ['allowed', `${words} is no longer limited`]],
    [`${name}_INCREASED`, [effects.INCREASED, `${words} is higher`]],
    [`${name}_DECREASED`, [effects.DECREASED, `${words} is lower`]],
  ]);
}

/** Object.fromEntries forgets the keys it was given; every key of the record is in `entries`, as its only caller lists them. */
function named<Key extends string>(entries: [Key, readonly [Effect, string]][]) {
  return Object.fromEntries(entries) as Record<Key, readonly [Effect, string]>;
}
