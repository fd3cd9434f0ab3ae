/** The folder of the room's migrations, for `migrate` into the schema `console`. */
export const groupTables = new URL('./tables/', import.meta.url);
