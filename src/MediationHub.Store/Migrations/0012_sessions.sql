-- Sessions ahead, the time and rooms they take, and slots kept for a while before a session is fixed (decision 0020).

create extension if not exists btree_gist;   -- a trusted extension: the owner of the database may create it

-- One row for each mediator of each scheduled session that lay ahead when it was fixed; the room stands in the first. A read row of its
-- case, but for the slots kept beforehand, which have an end of their own.
create table session_rows (
  case_id text collate "C" not null,   -- or the id of a kept slot
  session_id text collate "C" not null,
  seat integer not null,               -- 0, 1 …: one for each mediator
  organization_id text not null,
  mediator text,
  room text,                           -- keyed hash of organization and room: a place may be an address
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  mode text,
  private boolean,
  held_by text,                        -- who keeps the slot
  expires_at timestamptz,              -- until when; null for a session
  primary key (case_id, session_id, seat),
  constraint session_rows_mediator exclude using gist (mediator with =, tstzrange(starts_at, ends_at) with &&) where (mediator is not null),
  constraint session_rows_room exclude using gist (room with =, tstzrange(starts_at, ends_at) with &&) where (room is not null)
);
create index session_rows_by_start on session_rows (organization_id, starts_at);
create index session_rows_to_expire on session_rows (expires_at) where expires_at is not null;

-- The private address at which a person's calendar program reads their sessions.
create table calendar_feeds (
  user_name text primary key references accounts on delete cascade,
  token bytea not null unique,         -- SHA-256 of the secret in the address
  made_at timestamptz not null default now(),
  read_at timestamptz
);
