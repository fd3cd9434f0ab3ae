import { runService } from '#services/_kit/index.ts';
import { notificationsService } from './notifications-service.ts';

await runService(notificationsService);
