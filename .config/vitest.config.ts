import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const code = '{app,schemas,server,services}/**';
const trials = `${code}/*.trial.test.ts`;
const alone = `${code}/*.alone.test.ts`;
const notPure = [`${code}/*.int.test.ts`, `${code}/*.contract.test.ts`, trials, alone];

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
        test: { name: 'pure', include: [`${code}/*.test.{ts,tsx}`], exclude: [...notPure, '**/node_modules/**'] },
      },
      {
        extends: true,
        test: { name: 'int', include: [`${code}/*.int.test.ts`], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: [`${code}/*.contract.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Most of their time is loading services: once a worker.
          isolate: false,
          // Pact counts its users over the network unless told not to.
          env: { PACT_DO_NOT_TRACK: 'true' },
        },
      },
      {
        extends: true,
        // Each has a stack of its own, and bears that another one works beside it.
        test: { name: 'trial', include: [trials], testTimeout: 600_000, hookTimeout: 180_000 },
      },
      {
        extends: true,
        // What they judge by is seconds and megabytes: each has the machine for itself.
        test: { name: 'alone', include: [alone], fileParallelism: false, testTimeout: 600_000, hookTimeout: 180_000 },
      },
    ],
  },
});
