import type { Publishing, Stage } from '#services/_kit/contracts/index.ts';

/** Orders lets the driver who was found pick up. */
async function allowed(stage: Stage, id: string, food: object = {}): Promise<void> {
  await stage.hear('restaurant.order_ready', { order_id: id, ...food });
  const { driver_id, driver_name } = (await stage.told('driver.assigned', id)).data;
  await stage.hear('order.updated', { order_id: id, status: 'ready', changed: ['driver_id'], driver_id, driver_name });
}

/** How drivers comes to tell each of its events. */
export const driversPublishing: Publishing = {
  tells: {
    'driver.assigned v1': async (stage, id) => {
      await stage.hear('restaurant.order_ready', { order_id: id });
      return await stage.told('driver.assigned', id);
    },
    'delivery.picked_up v1': async (stage, id) => {
      await allowed(stage, id);
      return await stage.told('delivery.picked_up', id);
    },
    'delivery.delivered v1': async (stage, id) => {
      await allowed(stage, id);
      return await stage.told('delivery.delivered', id);
    },
    'delivery.failed v1': async (stage, id) => {
      await allowed(stage, id, { dropoff: { street: 'Nowhere 1', city: 'Berlin' } });
      return await stage.told('delivery.failed', id);
    },
    'driver.location_updated v1': async (stage) => {
      await stage.ask('POST', '/drivers/d-001/location', { latitude: 52.51, longitude: 13.41 });
      return await stage.told('driver.location_updated', 'd-001');
    },
    'driver.position_changed v1': async (stage) => {
      await stage.ask('POST', '/drivers/d-002/location', { latitude: 52.52, longitude: 13.42 });
      return await stage.told('driver.position_changed', 'd-002');
    },
  },
  states: {
    'a driver is under way': async (stage) => {
      await stage.hear('restaurant.order_ready', { order_id: 'P-under-way' });
      await stage.told('driver.assigned', 'P-under-way');
    },
  },
};
