import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import response from 'kafkajs/src/protocol/requests/metadata/v6/response.js';

const leaderNotAvailable = 5;

/**
 * kafkajs throws a whole Metadata answer away when one topic in it was deleted or one partition has no leader, and with it
 * the consumer or producer of all the others. Here such a topic is left out, and such a partition has no leader (−1).
 */
export function repairMetadata(): void {
  response.parse = async (decoded) => {
    const isNew = decoded.topicMetadata.some(({ topicErrorCode }) => topicErrorCode === leaderNotAvailable);
    // kafkajs waits for the leaders of a topic that is just being made.
    if (isNew) throw createErrorFromCode(leaderNotAvailable);
    return { ...decoded, topicMetadata: decoded.topicMetadata.filter(({ topicErrorCode }) => topicErrorCode === 0) };
  };
}
