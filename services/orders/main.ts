import { runService } from '#services/_kit/index.ts';
import { ordersService } from './orders-service.ts';

await runService(ordersService);
