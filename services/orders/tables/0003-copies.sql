-- Menus as restaurants told them last, to quote by while restaurants does not answer.
create table menu_copy (
  restaurant_id text primary key,
  restaurant_name text not null,
  menu_revision integer not null default 0,
  dishes json not null default '[]',
  availability_revision integer not null default 0,
  open boolean not null default true
);

-- Where each driver was last, as drivers told it.
create table driver_position (
  driver_id text primary key,
  latitude double precision not null,
  longitude double precision not null,
  recorded_at timestamptz not null
);
