/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Two builds at once (a test beside a running console) must not write into the same folder.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // Client libraries of the broker and the database stay outside the bundle: they load optional native parts by name.
  serverExternalPackages: [
    'kafkajs',
    'pg',
    'pg-copy-streams',
    'pino',
    'pino-pretty',
    'prom-client',
    '@opentelemetry/sdk-node',
  ],
  // `npm run check` holds all code to its types; starting the console does not pay for it a second time.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG || 'tsconfig.json' },
  devIndicators: false,
  // A cache is of use only where the next build looks for it, and a folder of its own is built once.
  experimental: { turbopackFileSystemCacheForBuild: !process.env.NEXT_DIST_DIR },
};

export default config;
