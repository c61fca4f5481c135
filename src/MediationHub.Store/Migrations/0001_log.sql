-- The record itself. Nothing here is ever updated but a stream's head, and nothing is ever deleted.

create table installation (
  single boolean primary key default true check (single),
  demo boolean,                        -- null until the first start decides
  tx_offset bigint not null default 0, -- added to transaction ids, so that a restored database goes on counting upwards
  fingerprint text,                    -- of the installation key: a wrong key is told apart from a broken record
  created_at timestamptz not null default now()
);
insert into installation default values;

create table streams (
  id text collate "C" primary key,
  type text not null,
  version integer not null,
  head bytea not null,                 -- hash of the newest event
  key bytea                            -- the stream's key, wrapped by the installation key; null once destroyed
) with (fillfactor = 80);

create table events (
  tx bigint not null,                  -- the committing transaction: readers go in order of (tx, position)
  position bigint generated always as identity,
  stream text collate "C" not null,
  version integer not null,
  type text not null,
  at timestamptz not null,
  actor text not null,
  data text not null,                  -- JSON, personal text replaced by its place
  sealed bytea,                        -- the personal texts, AES-256-GCM under the stream's key
  hash bytea not null,                 -- SHA-256 of the stored bytes, chained to the version before
  primary key (stream, version)
);
create unique index events_in_order on events (tx, position);

create table numbers (
  series text primary key,
  last integer not null
) with (fillfactor = 50);

create table unique_values (
  scope text not null,
  value text not null,
  stream text not null,
  primary key (scope, value)
);

create table idempotency (
  user_name text not null,
  key text not null,
  request bytea not null,              -- SHA-256 of method, path and body
  stream text not null,
  version integer not null,            -- the first answer is the resource at this version
  at timestamptz not null,
  primary key (user_name, key)
);
create index idempotency_by_age on idempotency (at);

create table counters (
  organization text not null,
  day date not null,
  counter text not null,
  n bigint not null,
  primary key (organization, day, counter)
) with (fillfactor = 70);

create table checkpoints (
  reader text primary key,
  tx bigint not null,
  position bigint not null
);

create table files (
  id text primary key,
  sha256 text not null,                -- of the plain content
  stored text not null,                -- name on disk: SHA-256 of the encrypted bytes
  name bytea not null,                 -- encrypted
  size bigint not null,
  content_type text not null,
  key bytea not null,                  -- the file's own key, wrapped by the installation key; deleted with the case's key
  owner text,                          -- the stream whose record names it
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index files_by_owner on files (owner);
