import { Matchers } from '@pact-foundation/pact';
import { expect } from 'vitest';
import { describeCalls } from '#services/_kit/contracts/index.ts';
import { beginShifts } from './move-drivers.ts';

const { eachLike, number, string } = Matchers;

describeCalls({ consumer: 'traffic', producer: 'drivers' }, [
  {
    name: 'where the drivers under way are',
    state: 'a driver is under way',
    request: { method: 'GET', path: '/drivers', query: { busy: 'true', limit: '8' } },
    answer: {
      status: 200,
      body: { items: eachLike({ id: string('d-017'), latitude: number(52.5381), longitude: number(13.4094) }) },
    },
    uses: async (url) => expect(await beginShifts(url)).toMatchObject([{ id: 'd-017', latitude: 52.5381 }]),
  },
]);
