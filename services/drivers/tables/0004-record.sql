-- What analytics measured of the deliveries of a driver.
create table driver_record (
  driver_id text primary key,
  rides integer not null,
  -- Each ride moves it by a tenth, so that it follows how things are now.
  usual_ride_ms double precision not null
);
