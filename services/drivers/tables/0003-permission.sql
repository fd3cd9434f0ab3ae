-- A driver may pick up once orders has said so; one who is there before that waits. A delivery may also fail.
alter table delivery
  add column allowed boolean not null default false,
  add column arrived boolean not null default false,
  drop constraint delivery_status_check,
  add constraint delivery_status_check
    check (status in ('waiting', 'assigned', 'picked_up', 'delivered', 'failed', 'cancelled'));
-- Drivers who were under way when this came had been sent off by the older rule.
update delivery set allowed = true where status = 'assigned';
