/** What the embedded stack and docker-compose.yml have in common; a test compares the two. */
export const kafkaVersion = '4.3.1';
export const postgresMajor = 18;
export const databaseName = 'nibble';
export const databaseUser = 'nibble';

export const serviceNames = ['orders', 'payments', 'restaurants', 'drivers', 'notifications', 'analytics'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** These run only where there is a Python for them. */
export const pythonServiceNames = ['loyalty'] as const;
export type PythonServiceName = (typeof pythonServiceNames)[number];

export const processNames = [
  'kafka',
  'postgres',
  'collector',
  'web',
  ...serviceNames,
  ...pythonServiceNames,
  'traffic',
] as const;
export type ProcessName = (typeof processNames)[number];

export const defaultPorts = {
  web: 3000,
  otlp: 4318,
  orders: 4001,
  payments: 4002,
  restaurants: 4003,
  drivers: 4004,
  notifications: 4005,
  analytics: 4006,
  kafka: 19092,
  controller: 19093,
  postgres: 15432,
  // At the end: whoever moves the row knows the others by their places in it.
  loyalty: 4007,
};
export type Ports = typeof defaultPorts;

/** The settings of the broker that do not depend on where it runs, with the reason where it is not plain. */
export const brokerSettings: Record<string, string> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  // A mistyped topic name must fail, not make a topic.
  'auto.create.topics.enable': 'false',
  'num.partitions': '6',
  'offsets.topic.replication.factor': '1',
  // The default of 50 partitions slows the first join of every group.
  'offsets.topic.num.partitions': '5',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '5',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  // The default takes 128 MB of heap.
  'log.cleaner.dedupe.buffer.size': '2097152',
  'num.network.threads': '2',
  'num.io.threads': '4',
  'log.segment.bytes': '67108864',
  // One node has nobody to hand its partitions to.
  // A broker that does not say goodbye keeps its number until its session ends, and the next start waits that long.
  'controlled.shutdown.enable': 'true',
  'broker.session.timeout.ms': '4000',
  'broker.heartbeat.interval.ms': '1000',
};

/** The heap of the broker; it is content with a third of it at the default traffic. */
export const brokerMemory = ['-Xms128m', '-Xmx384m'];

/** The settings of the database that do not depend on where it runs. */
export const databaseSettings: Record<string, string> = {
  // Bounds the recovery after a crash to seconds: 4 GB of log took half a minute to replay.
  max_wal_size: '1GB',
  checkpoint_timeout: '5min',
  shared_buffers: '128MB',
  max_connections: '150',
  // Partitions by day make many tables a query may touch.
  max_locks_per_transaction: '128',
};
