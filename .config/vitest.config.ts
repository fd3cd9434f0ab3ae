import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const code = '{app,schemas,server,services}/**';
const needServers = [`${code}/*.int.test.ts`, `${code}/*.contract.test.ts`];

export default defineConfig({
  root,
  test: {
    // Two cores are what the smallest machine has, and the test broker needs its share.
    maxWorkers: 2,
    passWithNoTests: false,
    // Time is never what a test measures; this only ends one that hangs, on a busy machine too.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: [`${code}/*.test.{ts,tsx}`], exclude: [...needServers, '**/node_modules/**'] },
      },
      {
        extends: true,
        test: { name: 'int', include: [`${code}/*.int.test.ts`], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'contract', include: [`${code}/*.contract.test.ts`], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
