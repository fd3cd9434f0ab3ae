-- One payment an order: how far it has come.
create table payment (
  order_id text primary key,
  payment_id uuid not null,
  customer_id text not null,
  amount_cents integer not null,
  currency text not null,
  card_token text not null,
  status text not null check (status in ('pending', 'authorized', 'failed', 'captured', 'refunded', 'voided')),
  updated_at timestamptz not null default now()
);

-- Every movement of money, once: the unique key is the last word against charging or refunding twice.
create table ledger (
  id bigint generated always as identity primary key,
  order_id text not null references payment,
  entry text not null check (entry in ('authorize', 'capture', 'release', 'refund')),
  amount_cents integer not null,
  at timestamptz not null default now(),
  unique (order_id, entry)
);
