import type pg from 'pg';

type Connection = { url: string; schema: string; applicationName: string };

// Both ends look for the other one: a server whose client has vanished keeps its locks until it notices.
const keepAlive = ['tcp_keepalives_idle=10', 'tcp_keepalives_interval=5', 'tcp_keepalives_count=3'];

/** What every connection of the console has in common; `idle_in_transaction` frees the locks of a frozen process. */
export function connectionConfig({ url, schema, applicationName }: Connection): pg.ClientConfig {
  const settings = [
    `search_path=${quoteOption(schema)}`,
    'idle_in_transaction_session_timeout=15000',
    'timezone=UTC',
    ...keepAlive,
  ];
  return {
    connectionString: url,
    application_name: applicationName,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

function quoteOption(schema: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new TypeError(`not a schema name: ${JSON.stringify(schema)}`);
  return schema;
}
