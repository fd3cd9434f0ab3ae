import { connect } from 'node:net';

const API_VERSIONS = 18;
const METADATA = 3;

/**
 * Whether the broker answers ApiVersions and its Metadata lists a broker and, among them, the controller. An open port is
 * too early. Two hand-made requests keep the Kafka client out of the supervisor. Never throws.
 * Source: the Kafka protocol guide, ApiVersions v0 and Metadata v1.
 */
export async function probeBroker(host: string, port: number, timeoutMs = 2000): Promise<boolean> {
  try {
    const versions = await ask(host, port, request(API_VERSIONS, 0, Buffer.alloc(0)), timeoutMs);
    if (versions.readInt16BE(4) !== 0) return false;
    const noTopics = Buffer.alloc(4);
    return listsController(await ask(host, port, request(METADATA, 1, noTopics), timeoutMs));
  } catch {
    return false;
  }
}

function request(key: number, version: number, body: Buffer): Buffer {
  const client = Buffer.from('nibble-probe');
  const head = Buffer.alloc(14);
  head.writeInt32BE(10 + client.length + body.length, 0);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(1, 8);
  head.writeInt16BE(client.length, 12);
  return Buffer.concat([head, client, body]);
}

/** Sends one request and returns the response without its length: correlation id (4 bytes), then the body. */
function ask(host: string, port: number, message: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let got = Buffer.alloc(0);
    const socket = connect({ host, port, timeout: timeoutMs }, () => socket.write(message));
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (got.length < 4 || got.length < 4 + got.readInt32BE(0)) return;
      socket.destroy();
      resolve(got.subarray(4));
    });
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
  });
}

/** Metadata v1: brokers as (id, host, port, rack or null), then the controller's id. */
function listsController(response: Buffer): boolean {
  let at = 4;
  const ids: number[] = [];
  const count = response.readInt32BE(at);
  at += 4;
  for (let index = 0; index < count; index += 1) {
    ids.push(response.readInt32BE(at));
    at += 4 + 2 + response.readInt16BE(at + 4) + 4;
    at += 2 + Math.max(0, response.readInt16BE(at));
  }
  return ids.includes(response.readInt32BE(at));
}
