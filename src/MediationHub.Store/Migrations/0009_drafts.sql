-- Half-filled forms, kept at every change until they are sent or run out. They hold names and ID numbers: everything that was
-- typed is encrypted under a key of the draft's own, which goes with it.

create table drafts (
  id text collate "C" primary key,     -- the form's own name, which is also its idempotency key once it is sent
  user_name text not null references accounts on delete cascade,
  kind text not null,                  -- register, hold-session, draft-agreement
  subject text collate "C" not null default '', -- the case that a step's form belongs to
  version integer not null,
  key bytea not null,                  -- wrapped by the installation key
  title bytea not null,                -- encrypted: what it is about
  fields bytea not null,               -- encrypted JSON: values by field path
  filled integer not null,             -- how many fields hold something
  created_at timestamptz not null,
  saved_at timestamptz not null
) with (fillfactor = 70);
create index drafts_by_user on drafts (user_name, saved_at desc);
create index drafts_by_subject on drafts (subject) where subject <> '';
create index drafts_by_age on drafts (saved_at);
