import { runService } from '#services/_kit/index.ts';
import { driversService } from './drivers-service.ts';

await runService(driversService);
