import { MessageProviderPact, Verifier } from '@pact-foundation/pact';
import { contractPath, readPact } from './pact-file.ts';
import { readResults, type Verified } from './read-results.ts';

/** Gives the event of this name as the producer tells it; throws when it cannot. */
export type Tell = (description: string) => Promise<object>;

/** Holds what a service tells against a committed pact of a consumer, event by event. */
export async function verifyMessages(producer: string, pactName: string, tell: Tell): Promise<Verified[]> {
  const wanted = ((await readPact(pactName)) ?? []).map(({ description }) => description);
  const failures = new Map<string, string>();
  const telling = async (description: string) => {
    try {
      const message = await tell(description);
      return { message, __pactMessageMetadata: metadataOf(message) };
    } catch (error) {
      failures.set(description, error instanceof Error ? error.message : String(error));
      return {};
    }
  };
  const verifier = new MessageProviderPact({
    provider: producer,
    pactUrls: [contractPath(pactName)],
    messageProviders: Object.fromEntries(wanted.map((description) => [description, () => telling(description)])),
    logLevel: 'error',
  });
  const results = readResults(await outcomeOf(() => verifier.verify()));
  return results.map(({ description, problem }) => ({ description, problem: failures.get(description) ?? problem }));
}

/** Brings a service into a state that a pact names. */
export type States = Record<string, () => Promise<unknown>>;

/** Holds the doors of a service that runs at `url` against a committed pact of REST calls. */
export async function verifyCalls(
  producer: string,
  pactName: string,
  url: string,
  states: States,
): Promise<Verified[]> {
  const stateHandlers = Object.fromEntries(
    Object.entries(states).map(([name, reach]) => [name, async () => void (await reach())]),
  );
  const verifier = new Verifier({
    provider: producer,
    providerBaseUrl: url,
    pactUrls: [contractPath(pactName)],
    stateHandlers,
    logLevel: 'error',
  });
  return readResults(await outcomeOf(() => verifier.verifyProvider()));
}

/** The verifier's words come as the answer when all is kept, and as the message of an error when something is not. */
async function outcomeOf(verify: () => Promise<unknown>): Promise<string> {
  try {
    return String(await verify());
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (!text.startsWith('{')) throw error;
    return text;
  }
}

/** The envelope is told twice: in the record's headers, too. */
function metadataOf(message: object): Record<string, string> {
  return Object.fromEntries(
    ['event_type', 'event_version'].map((name) => [name, String(Reflect.get(message, name) ?? '')]),
  );
}
