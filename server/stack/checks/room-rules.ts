import type { IForbiddenRuleType } from 'dependency-cruiser';

const tests = '\\.(test|spec)\\.tsx?$';
/** What only tests need, by name: their input and the servers they run against. */
const forTests = '(^|/)(arbitrary|test|open-test)-[^/]+\\.ts$';
/** A folder that only tests use: what holds services to their contracts. */
const contracts = '^services/_kit/contracts/';
/** `sample-…` holds input of tests too, but it is also a verb. */
const usedByTests = [tests, forTests, contracts, '(^|/)sample-[^/]+\\.ts$'];
/** Pages, route handlers, and the two files Next wants beside them. */
const app = '^(app/|instrumentation|proxy\\.ts)';
/** They look into the store after a run; everything else of the stack knows other parts as processes only. */
const measuring = '^server/stack/(bench|trials)/';
const ours = '^(app|server|services|schemas|e2e)/';

/** Who may import whom. `comment` is what the reader is told to do about it. */
export const roomRules: IForbiddenRuleType[] = [
  {
    name: 'imports resolve',
    comment:
      'Write the path with its .ts ending, through #server/… #schemas/… #services/… #app/…, or install the package.',
    from: {},
    to: { couldNotResolve: true, pathNot: '^(next|server-only)' },
  },
  {
    name: 'no import cycles',
    comment: 'Move what both need into a file (or a floor) below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'schemas stand alone',
    comment: 'schemas/ is the ground floor: move the code that needs more up into the room that uses it.',
    from: { path: '^schemas/' },
    to: { path: ours, pathNot: '^schemas/' },
  },
  {
    name: 'platform rests on schemas',
    comment: 'The basement knows no room: hand it what it needs as an argument.',
    from: { path: '^server/platform/' },
    to: { path: ours, pathNot: '^(schemas|server/platform)/' },
  },
  {
    name: 'platform by its front doors',
    comment: 'Import the index.ts of the platform folder; add the name there if it is missing.',
    from: { pathNot: '^server/platform/' },
    to: { path: '^server/platform/[^/]+/', pathNot: '^server/platform/[^/]+/index\\.ts$' },
  },
  {
    name: 'platform folders by their front doors',
    comment: "Import the other folder's index.ts; add the name there if it is missing.",
    from: { path: '^server/platform/([^/]+)/' },
    to: { path: '^server/platform/[^/]+/', pathNot: '^server/platform/($1/|[^/]+/index\\.ts$)' },
  },
  {
    name: 'rooms by their front doors',
    comment: "Import the other room's index.ts; add the name there if it is missing.",
    from: { path: '^server/(?!platform/|stack/)([^/]+)' },
    to: { path: '^server/(?!platform/|stack/)[^/]+/', pathNot: '^server/($1/|[^/]+/index\\.ts$)' },
  },
  {
    name: 'rooms import platform, schemas and rooms',
    comment: 'A room never reaches up: turn the import round, or move the code to the floor that uses it.',
    from: { path: '^server/(?!platform/|stack/)' },
    to: { path: '^(app|services|e2e|server/stack)/|^server/[^/]+\\.ts$' },
  },
  {
    name: 'the stack imports platform and schemas',
    comment: 'server/stack starts other parts as processes, by the path of their file; it does not import them.',
    from: { path: '^server/stack/', pathNot: measuring },
    to: { path: ours, pathNot: '^(schemas|server/platform|server/stack)/' },
  },
  {
    name: 'benchmarks and trials read by front doors',
    comment: "What is measured or attacked runs as a process; what it left is read by a room's index.ts.",
    from: { path: measuring },
    to: {
      path: ours,
      pathNot: '^(schemas|server/platform|server/stack)/|^server/(?!platform/|stack/)[^/]+/index\\.ts$',
    },
  },
  {
    name: 'the console stands without services',
    comment:
      'The console must stay whole when services/ is deleted: share through schemas/, or talk by REST and events.',
    from: { pathNot: '^services/' },
    to: { path: '^services/' },
  },
  {
    name: 'the kit imports platform and schemas',
    comment: 'services/_kit knows no service: hand it what it needs as an argument.',
    from: { path: '^services/_kit/' },
    to: { path: ours, pathNot: '^(schemas|server/platform|services/_kit)/' },
  },
  {
    name: 'services import the kit and schemas',
    comment: 'Services talk by REST and events, never by import; what they share belongs in services/_kit or schemas/.',
    from: { path: '^services/(?!_kit/)([^/]+)/' },
    to: { path: ours, pathNot: '^(schemas|services/_kit|services/$1|server/platform)/' },
  },
  {
    name: 'services use the kit by its front door',
    comment:
      'Import services/_kit/index.ts (tests: services/_kit/contracts/index.ts); add the name there if it is missing.',
    from: { path: '^services/(?!_kit/)' },
    to: { path: '^services/_kit/', pathNot: '^services/_kit/(contracts/)?index\\.ts$' },
  },
  {
    name: 'the house of services is tested through front doors',
    comment: "Import the index.ts of the stack's folder; add the name there if it is missing.",
    from: { path: '^services/[^/]+$' },
    to: {
      path: ours,
      pathNot: '^(schemas|services|server/platform)/|^server/stack/(nibble|trials/services)/index\\.ts$',
    },
  },
  {
    name: 'pages import schemas and front doors',
    comment: "Import the room's index.ts (or server/platform, schemas); add the name there if it is missing.",
    from: { path: app },
    to: { path: '^(e2e|services|server/stack)/|^server/[^/]+\\.ts$|^server/(?!platform/)[^/]+/(?!index\\.ts$)' },
  },
  {
    name: 'client components stay out of the server',
    comment:
      'What runs in the browser gets data by props or by /api routes, and types from schemas/; not even a type from server/.',
    from: { path: ['\\.client\\.tsx?$', '^app/.*error\\.tsx$'] },
    to: { path: '^server/', reachable: true },
  },
  {
    name: 'end-to-end tests use the front door',
    comment: 'e2e/ sees the product as a user does: by its pages, its API and schemas/.',
    from: { path: '^e2e/' },
    to: { path: ours, pathNot: '^(e2e|schemas)/' },
  },
  {
    name: 'nobody imports the end-to-end tests',
    comment: 'Move what is shared down to schemas/.',
    from: { pathNot: '^e2e/' },
    to: { path: '^e2e/' },
  },
  {
    name: 'kafkajs in server/platform/kafka only',
    comment: 'Its defects are repaired there: use the doors of #server/platform/kafka/index.ts.',
    from: { pathNot: '^server/platform/kafka/' },
    to: { path: 'node_modules/(kafkajs|kafkajs-snappy|lz4js|fzstd)/' },
  },
  {
    name: 'pg in server/platform/db only',
    comment:
      'Take a pool or client from #server/platform/db/index.ts; importing the types of pg is fine anywhere on the server.',
    from: { pathNot: ['^(server/platform/(db|testing)|server/stack/database|services/_kit)/', tests] },
    to: { path: 'node_modules/(pg|pg-copy-streams)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no front door from inside',
    comment: 'Inside a room import the file itself: through its own index.ts every file would need every other.',
    from: { path: '^(server/platform/[^/]+|server/(?!platform/)[^/]+|services/[^/]+)/', pathNot: '/index\\.ts$' },
    to: { path: '^$1/index\\.ts$' },
  },
  {
    name: 'the product does not import its tests',
    comment: 'Move what both need into a file that is not a test; server/platform/testing is for tests.',
    from: { path: ours, pathNot: [...usedByTests, '^(e2e|server/platform/testing|server/stack)/'] },
    to: { path: [tests, forTests, contracts, '^server/platform/testing/'] },
  },
  {
    name: 'the product runs without development packages',
    comment: 'Move the package from devDependencies to dependencies, at its exact version.',
    from: { path: '^(app|schemas|services|server/(?!stack/|platform/testing/))', pathNot: usedByTests },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
];
