import { runService } from '#services/_kit/index.ts';
import { paymentsService } from './payments-service.ts';

await runService(paymentsService);
