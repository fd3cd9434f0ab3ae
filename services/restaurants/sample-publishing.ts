import type { Publishing, Stage } from '#services/_kit/contracts/index.ts';

const dish = { sku: 'lasagne', name: 'Lasagne al forno', quantity: 1, unit_price_cents: 1250 };

const ordered = (stage: Stage, id: string, sku = dish.sku) =>
  stage.hear('order.confirmed', { order_id: id, restaurant_id: 'trattoria-sole', items: [{ ...dish, sku }] });

/** How restaurants comes to tell each of its events. */
export const restaurantsPublishing: Publishing = {
  tells: {
    'restaurant.order_accepted v1': async (stage, id) => {
      await ordered(stage, id);
      return await stage.told('restaurant.order_accepted', id);
    },
    'restaurant.order_rejected v1': async (stage, id) => {
      await ordered(stage, id, 'truffle-special');
      return await stage.told('restaurant.order_rejected', id);
    },
    'restaurant.order_ready v1': async (stage, id) => {
      await ordered(stage, id);
      return await stage.told('restaurant.order_ready', id);
    },
    'menu.updated v1': async (stage) => {
      await stage.ask('PUT', '/restaurants/masala-house/menu/dal', { name: 'Dal', priceCents: 690 });
      return await stage.told('menu.updated', 'masala-house');
    },
    'restaurant.availability_changed v1': async (stage) => {
      const house = { name: 'El Camino', cuisine: 'Mexican', street: 'Boxhagener Straße 9', city: 'Berlin' };
      await stage.ask('PUT', '/restaurants/el-camino', { ...house, open: false });
      return await stage.told('restaurant.availability_changed', 'el-camino');
    },
  },
};
