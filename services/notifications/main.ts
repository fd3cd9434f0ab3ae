import { createLogger } from '#server/platform/logging/index.ts';
import { runService } from '#services/_kit/index.ts';
import { readChannel } from './channel-settings.ts';
import { createNotificationsService } from './notifications-service.ts';

const channel = await readChannel(process.env).catch((error: unknown) => {
  createLogger({ name: 'notifications' }).error({ err: error }, 'the service could not start');
  process.exit(1);
});
await runService(createNotificationsService(channel));
