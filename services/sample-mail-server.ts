import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  url: string;
  /** The mails it took, as they came, those it did not confirm among them. */
  mails: string[];
  /** Takes the next mail and then says nothing more. */
  forgetToAnswer(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A real mail server on a port of its own, which it keeps; it knows no mailbox that begins with `gone-`. */
export async function createMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  let silent = false;
  let port = 0;
  let server: SMTPServer | null = null;
  const create = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo({ address }, _session, done) {
        if (!address.startsWith('gone-')) return done();
        done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      },
      onData(stream, _session, done) {
        void text(stream).then((mail) => {
          mails.push(mail);
          if (!silent) done();
          silent = false;
        });
      },
    });
  const start = async () => {
    server = create();
    server.on('error', () => undefined);
    const listening = server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    const address = listening.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    forgetToAnswer: () => {
      silent = true;
    },
    start,
    stop: () => new Promise((stopped) => (server ? server.close(() => stopped()) : stopped())),
  };
}
