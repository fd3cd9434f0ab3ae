-- Menus and availability are told in revisions of one count a restaurant, which goes on when it is removed and made again.
create table revision (
  restaurant_id text primary key,
  number integer not null
);

alter table restaurant
  -- Closed for a while because the kitchen has too much to do.
  add column busy boolean not null default false,
  -- How many orders the kitchen can cook at once; null where it always manages.
  add column capacity integer check (capacity > 0);
update restaurant set capacity = 10 where id = 'green-bowl';
update restaurant set capacity = 16 where id = 'zum-anker';

alter table menu_item
  -- Of what is made in portions: how many are made at a time, and how many are left.
  add column portions integer check (portions > 0),
  add column portions_left integer check (portions_left >= 0);
update menu_item set portions = 60, portions_left = 60
where (restaurant_id, sku) in (('lotus-garden', 'mango-sticky-rice'), ('masala-house', 'lamb-biryani'),
                               ('el-camino', 'churros'), ('green-bowl', 'lentil-soup'));

create index ticket_cooking on ticket (restaurant_id) where status = 'accepted';

-- What is there from the beginning is told like anything else, once.
insert into timer (aggregate_id, kind, due_at, correlation_id, trace)
select id, 'announce', now(), 'opening-of-' || id, '{}' from restaurant;
