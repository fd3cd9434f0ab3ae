import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Members of groups of every protocol, as Java's own client makes them. Orders come line by line on the standard input:
 * "join <name> <protocol> <group> <topic> <limit>" and "leave <name>"; its end lets all leave. Told on the standard output:
 * "joined <name>", "read <name> <records so far>", "left <name>", "failed <name> <why>".
 */
public class GroupMembers {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Map<String, Member> members = new HashMap<>();

    public static void main(String[] args) throws Exception {
        String brokers = args[0];
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.trim().split(" ");
            if (words[0].equals("join")) {
                Member member = new Member(brokers, words);
                members.put(words[1], member);
                member.start();
            } else if (words[0].equals("leave")) {
                members.remove(words[1]).leave();
            }
        }
        for (Member member : members.values()) member.leave();
        System.exit(0);
    }

    private static synchronized void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static final class Member extends Thread {
        private final String brokers;
        private final String name;
        private final String protocol;
        private final String group;
        private final String topic;
        private final long limit;
        private final AtomicBoolean leaving = new AtomicBoolean();
        private long read = 0;

        Member(String brokers, String[] words) {
            this.brokers = brokers;
            this.name = words[1];
            this.protocol = words[2];
            this.group = words[3];
            this.topic = words[4];
            this.limit = Long.parseLong(words[5]);
            setDaemon(true);
        }

        void leave() throws InterruptedException {
            leaving.set(true);
            join(20_000);
        }

        @Override
        public void run() {
            try {
                switch (protocol) {
                    case "share": share(); break;
                    case "streams": new Streams().run(this); break;
                    default: consume();
                }
                tell("left " + name);
            } catch (Exception | LinkageError error) {
                tell("failed " + name + " " + error);
            }
        }

        private Properties settings() {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", brokers);
            settings.put("client.id", name);
            settings.put("group.id", group);
            settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
            settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
            return settings;
        }

        private void consume() {
            Properties settings = settings();
            settings.put("group.protocol", protocol);
            settings.put("auto.offset.reset", "earliest");
            settings.put("enable.auto.commit", "false");
            settings.put("max.poll.records", "1");
            boolean joined = false;
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
                consumer.subscribe(List.of(topic));
                while (!leaving.get()) {
                    if (read >= limit) consumer.pause(consumer.assignment());
                    for (var record : consumer.poll(WAIT)) {
                        TopicPartition where = new TopicPartition(record.topic(), record.partition());
                        consumer.commitSync(Map.of(where, new OffsetAndMetadata(record.offset() + 1)));
                        count();
                    }
                    if (!joined && !consumer.assignment().isEmpty()) {
                        joined = true;
                        tell("joined " + name);
                    }
                }
            }
        }

        /** Reads from the beginning, which is a setting of the group, and leaves what is beyond the limit to others. */
        private void share() throws Exception {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) brokers))) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
                ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
                AlterConfigOp set = new AlterConfigOp(earliest, AlterConfigOp.OpType.SET);
                admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
            }
            Properties settings = settings();
            settings.put("share.acknowledgement.mode", "explicit");
            try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(settings)) {
                consumer.subscribe(List.of(topic));
                tell("joined " + name);
                while (!leaving.get()) {
                    if (read >= limit) {
                        Thread.sleep(WAIT.toMillis());
                        continue;
                    }
                    for (var record : consumer.poll(WAIT)) {
                        if (read >= limit) {
                            consumer.acknowledge(record, AcknowledgeType.RELEASE);
                        } else {
                            consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                            count();
                        }
                    }
                    consumer.commitSync();
                }
            }
        }

        void count() {
            read++;
            tell("read " + name + " " + read);
        }
    }

    /** Apart, so that the others do without the jar of Kafka Streams. */
    private static final class Streams {
        void run(Member member) throws Exception {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", member.brokers);
            settings.put("application.id", member.group);
            settings.put("client.id", member.name);
            settings.put("group.protocol", "streams");
            settings.put("auto.offset.reset", "earliest");
            settings.put("commit.interval.ms", "100");
            settings.put("state.dir", System.getProperty("java.io.tmpdir") + "/" + member.group);
            var bytes = org.apache.kafka.common.serialization.Serdes.ByteArray();
            var builder = new org.apache.kafka.streams.StreamsBuilder();
            builder.stream(member.topic, org.apache.kafka.streams.kstream.Consumed.with(bytes, bytes))
                .foreach((key, value) -> member.count());
            try (var streams = new org.apache.kafka.streams.KafkaStreams(builder.build(), settings)) {
                streams.start();
                while (streams.state() != org.apache.kafka.streams.KafkaStreams.State.RUNNING) Thread.sleep(50);
                tell("joined " + member.name);
                while (!member.leaving.get()) Thread.sleep(WAIT.toMillis());
            }
        }
    }
}
