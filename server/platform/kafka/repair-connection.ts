import Connection from 'kafkajs/src/network/connection.js';

const lengthBytes = 4;

/**
 * Two things that kafkajs leaves as they are when a connection fails. A request without an answer leaves the connection
 * open, so that on a half-open one each try waits in vain; answers come in order, so nothing will come of it any more. And
 * what was received of a broken answer stays in the buffer, where the next connection's answers are appended to it.
 */
export function repairConnection(): void {
  const { connect, send } = Connection.prototype;
  Object.assign(Connection.prototype, {
    connect(this: Connection): Promise<unknown> {
      if (!this.isConnected()) forget(this);
      return connect.call(this);
    },
    async send(this: Connection, ...given: Parameters<Connection['send']>): Promise<unknown> {
      const { socket } = this;
      try {
        return await send.apply(this, given);
      } catch (error) {
        if (isTimeout(error)) socket?.destroy(error);
        throw error;
      }
    },
  });
}

function forget(connection: Connection): void {
  // One that is only ended can still be heard, and would end the next one.
  connection.socket?.destroy();
  connection.chunks = [];
  connection.bytesBuffered = 0;
  connection.bytesNeeded = lengthBytes;
}

function isTimeout(error: unknown): error is Error {
  return error instanceof Error && error.name === 'KafkaJSRequestTimeoutError';
}
