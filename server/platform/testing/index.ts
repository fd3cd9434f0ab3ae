export { type EventuallyOptions, eventually } from './eventually.ts';
export { type JavaMember, type JavaMembers, openJavaMembers } from './open-java-members.ts';
export { flowOf, type SampleEvent, sampleFlow, sampleFlowEvent } from './sample-flow.ts';
export { samplePosition } from './sample-position.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { testBrokers } from './test-brokers.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { topicPrefix } from './topic-prefix.ts';
