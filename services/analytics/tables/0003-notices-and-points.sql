-- What people were told, and the points that customers earned, minute by minute.
create table told (
  minute timestamptz primary key,
  sent integer not null default 0,
  failed integer not null default 0,
  points bigint not null default 0
);
