import { expect, test } from 'vitest';
import { serverProperties } from './server-properties.ts';

test('a folder with blanks, a backslash and letters beyond Latin-1 is read back whole by Java', () => {
  const text = serverProperties({ port: 1, controllerPort: 2, logFolder: '/home/Zoë Ł/a\\b' });
  expect(text).toContain('\nlog.dirs=/home/Zo\\u00eb \\u0141/a\\\\b\n');
});

test('listens on loopback alone', () => {
  const text = serverProperties({ port: 19092, controllerPort: 19093, logFolder: '/x' });
  expect(text).toContain('listeners=PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093\n');
  expect(text).not.toMatch(/0\.0\.0\.0|:\/\/:/);
});

test('a side door listens on its own port and is told as the one of the proxy before it', () => {
  const text = serverProperties({ port: 1, controllerPort: 2, logFolder: '/x', sideDoor: { port: 3, shownAs: 4 } });
  expect(text).toContain('\nlisteners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2,SIDE://127.0.0.1:3\n');
  expect(text).toContain('\nadvertised.listeners=PLAINTEXT://127.0.0.1:1,SIDE://127.0.0.1:4\n');
});
