-- What analytics measured of the orders of a restaurant: how long they usually take to the door.
create table restaurant_record (
  restaurant_id text primary key,
  brought integer not null,
  -- Each order moves it by a twentieth, so that it follows how things are now.
  usual_door_ms double precision not null
);
