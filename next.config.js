/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Client libraries of the broker and the database stay outside the bundle: they load optional native parts by name.
  serverExternalPackages: ['kafkajs', 'pg', 'pg-copy-streams', 'pino', '@opentelemetry/sdk-node'],
};

export default config;
