import { database } from '#app/_server/database.ts';
import { mappingState } from '#app/_server/mapping-state.ts';
import { settings } from '#app/_server/settings.ts';
import { reading } from '#app/_server/system-watch.ts';
import { saveMapping } from '#schemas/api/mapping-preview.ts';
import { audited } from '#server/audit/index.ts';
import { readMappingFile, saveMappingFile } from '#server/mapping/index.ts';
import { answer } from '../../_border/answer.ts';
import { json } from '../../_border/json.ts';
import { parse } from '../../_border/parse.ts';
import { readBody } from '../../_border/read-body.ts';
import { requireSameOrigin } from '../../_border/require-same-origin.ts';

const route = '/api/settings/mapping';

export const GET = answer(route, async () => json(await reading(mappingState)));

export const PUT = answer(
  route,
  async ({ request, correlationId }) => {
    requireSameOrigin(request);
    const wish = parse(saveMapping, await readBody(request));
    const { NIBBLE_CONFIG: file } = settings();
    const deed = {
      ...{ actor: settings().NIBBLE_OPERATOR, name: null, reason: null, correlationId },
      action: 'mapping.saved' as const,
      subject: { kind: 'file', id: file ?? 'none' },
      what: `Saved ${wish.mappings.length === 1 ? 'one mapping' : `${wish.mappings.length} mappings`}.`,
      before: readMappingFile(file).mappings,
    };
    await reading(() =>
      audited(database(), deed, async () => {
        saveMappingFile(file, wish);
        return { value: null, after: wish.mappings };
      }),
    );
    return json(await reading(mappingState));
  },
  { record: 'always' },
);
