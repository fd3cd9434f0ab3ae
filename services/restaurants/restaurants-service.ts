import type { ServiceDefinition } from '#services/_kit/index.ts';
import { restaurantHandlers } from './handlers.ts';
import { addMenuRoutes } from './menu-routes.ts';
import { addRestaurantRoutes } from './routes.ts';
import { restaurantTimers } from './timers.ts';

export const restaurantsService: ServiceDefinition = {
  name: 'restaurants',
  description: 'Restaurants, their menus and prices, and what their kitchens make of an order.',
  port: 4003,
  tables: new URL('./tables/', import.meta.url),
  routes(app, context) {
    addRestaurantRoutes(app, context);
    addMenuRoutes(app, context);
  },
  faults: {
    silent: 'Kitchens do not answer, for a share of orders.',
  },
  handlers: restaurantHandlers,
  timers: restaurantTimers,
};
