import { runService } from '#services/_kit/index.ts';
import { restaurantsService } from './restaurants-service.ts';

await runService(restaurantsService);
