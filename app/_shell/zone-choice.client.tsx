'use client';

import { zoneName } from '#app/_ui/format-time.ts';
import { useNow } from '#app/_ui/use-now.client.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { Choice } from './choice.tsx';

/** In which time zone the console speaks: the browser's own, by name, or UTC. */
export function ZoneChoice() {
  const [zone, setZone] = useTimeZone();
  const local = useNow((now) => (zone === 'local' ? zoneName('local', now) : ''));
  return (
    <span data-tip={zone === 'local' ? `Times in ${local}` : 'Times in UTC'}>
      <Choice
        label="Time zone"
        value={zone}
        options={[
          { value: 'local', label: 'local' },
          { value: 'utc', label: 'UTC' },
        ]}
        onChange={setZone}
      />
    </span>
  );
}
