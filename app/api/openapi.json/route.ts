import packageFile from '../../../package.json' with { type: 'json' };
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { describeApi } from './describe-api.ts';

export const GET = answer('/api/openapi.json', async () => json(describeApi(packageFile.version)));
