import type { FlowEvent } from '#schemas/api/flow.ts';
import type { StorySentence } from '#schemas/api/story.ts';
import { asSentence, fillWords, foreignWords } from './fill-words.ts';
import { type NoticeWords, wordsOf } from './story-words.ts';
import { sentenceOf, type ToldFlow, textField } from './told-flow.ts';

type Notice = { asked?: FlowEvent; sent?: FlowEvent; failed?: FlowEvent };

/** What each event of a notice says, by record; null for one that another of them says better. */
export function tellNotices(told: ToldFlow): Map<string, StorySentence | null> {
  const { words } = told;
  const sentences = new Map<string, StorySentence | null>();
  if (!words) return sentences;
  for (const notice of noticesOf(told, words.notices)) {
    const last = notice.sent ?? notice.failed ?? notice.asked;
    for (const event of [notice.asked, notice.failed, notice.sent]) {
      if (event) sentences.set(event.record, event === last ? tellNotice(told, words.notices, notice, event) : null);
    }
  }
  return sentences;
}

function noticesOf({ events, data }: ToldFlow, { asked, sent, failed, by }: NoticeWords): Notice[] {
  const notices = new Map<string, Notice>();
  for (const event of events) {
    if (event.type !== asked && event.type !== sent && event.type !== failed) continue;
    const id = textField(data.get(event.record), by) ?? event.record;
    const notice = notices.get(id) ?? {};
    if (event.type === asked) notice.asked ??= event;
    else if (event.type === sent) notice.sent ??= event;
    else notice.failed ??= event;
    notices.set(id, notice);
  }
  return [...notices.values()];
}

function tellNotice({ data, flow }: ToldFlow, words: NoticeWords, notice: Notice, event: FlowEvent): StorySentence {
  const payload = data.get(event.record);
  const asked = notice.asked ? data.get(notice.asked.record) : undefined;
  const to = recipientOf(payload) ?? recipientOf(asked);
  const who = wordsOf(words.recipients, to) ?? 'somebody';
  const channel = wordsOf(words.channels, textField(payload, 'channel'));
  const by = channel ? ` by ${channel}` : '';
  const what = contentOf(asked) ?? subjectOf(words, payload);
  const shared = { kind: 'told', to } as const;
  if (event === notice.sent) return sentenceOf(event, { ...shared, text: asSentence(`${who} was told${by}${what}`) });
  if (event === notice.failed) {
    const why = foreignWords(textField(payload, 'detail') ?? '');
    const text = asSentence(`${who} could not be told${by}${what}`);
    return sentenceOf(event, { ...shared, tone: 'bad', text: why ? `${text} The reason: ${asSentence(why)}` : text });
  }
  const waitsMs = Date.parse(flow.asOf) - Date.parse(event.time);
  const text = asSentence(`${who} is to be told${by}${what}; nothing says yet that it was sent`);
  return sentenceOf(event, { ...shared, tone: waitsMs > longestWaitMs ? 'late' : 'plain', text });
}

const longestWaitMs = 60_000;

/** The very words, where the event that asked for the notice was read. */
function contentOf(asked: unknown): string | null {
  const quoted = fillWords('“{text|whole}”', [asked]);
  return quoted && `: ${quoted}`;
}

function subjectOf(words: NoticeWords, payload: unknown): string {
  const subject = wordsOf(words.subjects, textField(payload, 'template'));
  return subject ? ` ${subject}` : '';
}

function recipientOf(data: unknown): string | null {
  const recipient: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'recipient') : null;
  return textField(recipient, 'kind');
}
