create table notification (
  notification_id uuid primary key,
  order_id text not null,
  recipient_kind text not null,
  recipient_id text not null,
  channel text not null,
  template text not null,
  text text not null,
  requested_at timestamptz not null,
  sent_at timestamptz
);
create index notification_order on notification (order_id, requested_at);
