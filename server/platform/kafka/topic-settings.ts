import kafkajs, { type Admin as KafkajsAdmin } from 'kafkajs';

// Node finds no such names in the package's CommonJS.
const { ConfigResourceTypes, ConfigSource } = kafkajs;

/** Settings by name, as text. */
export type TopicSettings = Record<string, string>;

/** The settings that each of these topics has of its own; what comes from the broker is left out. */
export async function readTopicSettings(
  client: KafkajsAdmin,
  topics: readonly string[],
): Promise<Map<string, TopicSettings>> {
  if (topics.length === 0) return new Map();
  const resources = topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const described = await client.describeConfigs({ resources, includeSynonyms: false });
  return new Map(
    described.resources.map(({ resourceName, configEntries }) => {
      const own = configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
      return [resourceName, Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]))];
    }),
  );
}

/** Sets these and leaves each topic's other settings as they are: AlterConfigs takes the whole list of a topic. */
export async function changeTopicSettings(
  client: KafkajsAdmin,
  wanted: ReadonlyMap<string, TopicSettings>,
): Promise<void> {
  if (wanted.size === 0) return;
  const present = await readTopicSettings(client, [...wanted.keys()]);
  const resources = [...wanted].map(([name, settings]) => ({
    type: ConfigResourceTypes.TOPIC,
    name,
    configEntries: Object.entries({ ...present.get(name), ...settings }).map(([key, value]) => ({ name: key, value })),
  }));
  await client.alterConfigs({ resources, validateOnly: false });
}
