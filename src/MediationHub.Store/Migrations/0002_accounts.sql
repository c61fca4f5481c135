-- Who may sign in. The log names people by their user name only.

create table accounts (
  user_name text primary key,
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  organization_id text,
  mediator_id text,
  commission_id text,
  arbitrator_id text,
  unit text,
  locked boolean not null default false,          -- by a person
  must_change_password boolean not null default true,
  failed_count integer not null default 0,
  lockout_end timestamptz,                        -- by failed tries
  security_stamp text not null,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index accounts_by_organization on accounts (organization_id);

create table tokens (
  hash bytea primary key,                         -- SHA-256 of the token
  user_name text not null references accounts on delete cascade,
  security_stamp text not null,
  expires_at timestamptz not null
);
create index tokens_by_age on tokens (expires_at);

create table data_protection_keys (
  name text primary key,
  xml bytea not null                              -- encrypted under a key derived from the installation's
);

-- Reads of case files stand apart from writes (design §8).
create table access_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  user_name text not null,
  stream text not null,
  what text not null,                             -- opened, revealed, paper, file
  fields text[] not null default '{}',
  reason bytea                                    -- encrypted: a reason may name people
);
create index access_log_by_stream on access_log (stream, id);
