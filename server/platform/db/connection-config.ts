import type pg from 'pg';

type Connection = { url: string; schema: string; applicationName: string };

/** What every connection of the console has in common; `idle_in_transaction` frees the locks of a frozen process. */
export function connectionConfig({ url, schema, applicationName }: Connection): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    options: `-c search_path=${quoteOption(schema)} -c idle_in_transaction_session_timeout=15000 -c timezone=UTC`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

function quoteOption(schema: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new TypeError(`not a schema name: ${JSON.stringify(schema)}`);
  return schema;
}
