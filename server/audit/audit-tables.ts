/** The folder of the room's migrations, for `migrate` into the schema `console`. */
export const auditTables = new URL('./tables/', import.meta.url);
