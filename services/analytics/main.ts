import { runService } from '#services/_kit/index.ts';
import { analyticsService } from './analytics-service.ts';

await runService(analyticsService);
