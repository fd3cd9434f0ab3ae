import { afterAll, beforeAll, describe, test } from 'vitest';
import { type DraftPact, draftPact, type Pair } from './draft-pact.ts';

export type Call = {
  /** What is asked for, as the pact names it. */
  name: string;
  /** What must be so at the producer, in the words of its `sample-publishing.ts`. */
  state?: string;
  request: { method: 'GET' | 'POST'; path: string; query?: Record<string, string>; body?: object };
  /** `body` in Pact's matchers: only what is read. */
  answer: { status: number; body: object; contentType?: string };
  /** Sends the request with the consumer's own code and looks at what it makes of the answer. */
  uses(url: string): Promise<unknown>;
};

/** The name of the pact of one service's REST calls to another. */
export function callsName({ consumer, producer }: Pair): string {
  return `${consumer}-${producer}.rest`;
}

/** The tests of what a service needs of the answers of another; they write its pact of REST calls. */
export function describeCalls(pair: Pair, calls: readonly Call[]): void {
  describe(`what ${pair.consumer} asks ${pair.producer}`, () => {
    let draft: DraftPact;
    beforeAll(async () => {
      draft = await draftPact(pair);
    });
    afterAll(() => draft?.discard());
    test.each(calls.map((call) => [call.name, call] as const))('%s', (_, call) => askAsAgreed(draft, call));
    test(`${callsName(pair)}.json is up to date`, () => draft.keep(callsName(pair)));
  });
}

async function askAsAgreed({ pact }: DraftPact, { name, state, request, answer, uses }: Call): Promise<void> {
  const { method, path, query, body } = request;
  const interaction = pact.addInteraction();
  if (state !== undefined) interaction.given(state);
  await interaction
    .uponReceiving(name)
    .withRequest(method, path, (builder) => {
      if (query) builder.query(query);
      if (body) builder.jsonBody(body);
    })
    .willRespondWith(answer.status, (builder) => {
      builder.headers({ 'Content-Type': answer.contentType ?? 'application/json' }).jsonBody(answer.body);
    })
    .executeTest(({ url }) => uses(url));
}
