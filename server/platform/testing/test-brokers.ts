/** The brokers integration tests talk to, from `TEST_KAFKA_BROKERS`. */
export function testBrokers(): string[] {
  const list = process.env.TEST_KAFKA_BROKERS;
  if (!list) throw new Error('TEST_KAFKA_BROKERS must name a Kafka broker for integration tests');
  return list.split(',');
}
