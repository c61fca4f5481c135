-- Reminders: who is told what and when (data), what was told, and how it was sent (decision 0021).

-- What an administrator changed; what the program brings is version 0 and stands in no row.
create table reminder_rules (
  id text not null,
  version integer not null,
  active boolean not null,
  days integer[] not null,             -- natural days from the due day: -3 before, 0 on it, 1 the day after
  recipients text[] not null,          -- mediator, head
  channels text[] not null,            -- mail, sms, webhook; the inbox always
  ahead text not null,                 -- the sentence before the due day
  today text not null,                 -- on it
  past text not null,                  -- after it
  source text not null,                -- why it was changed
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (id, version)
);

-- When nothing is sent to people's phones and mailboxes; the newest version counts.
create table quiet_hours (
  version integer primary key,
  from_at time,                        -- null: none
  until_at time,
  changed_by text not null,
  changed_at timestamptz not null
);

-- Where a person wants to be told beside the inbox. Encrypted; gone with the account.
create table reminder_addresses (
  user_name text primary key references accounts on delete cascade,
  mail bytea,
  phone bytea,
  changed_at timestamptz not null
);

create table reminder_optouts (
  user_name text not null references accounts on delete cascade,
  rule text not null,
  channel text not null,
  primary key (user_name, rule, channel)
);

-- An occasion is one clock, one rule and one day of it. It is looked at once, whoever there is to be told.
create table reminder_occasions (
  occasion text collate "C" primary key,
  day date not null                    -- the legal day on which it was told
);

-- What is told: one row for each recipient and channel of an occasion. The inbox is a channel that needs no sending.
create table outbox (
  id bigint generated always as identity primary key,
  occasion text collate "C" not null,
  channel text not null,               -- inbox, mail, sms, webhook
  recipient text not null,             -- user name; empty for the webhook
  rule text not null,
  case_id text,
  organization_id text not null,
  number text,                         -- the case's
  clock text,                          -- the rule of the time limit
  due_on date not null,
  provisional boolean not null,
  text text not null,                  -- names nobody
  made_at timestamptz not null,
  state text not null,                 -- waiting, sent, failed, unclear
  tries integer not null default 0,
  not_before timestamptz not null,
  done_at timestamptz,
  read_at timestamptz,                 -- in the inbox
  constraint outbox_once unique (occasion, recipient, channel)
);
create index outbox_waiting on outbox (not_before, id) where state = 'waiting';
create index outbox_inbox on outbox (recipient, id desc) where channel = 'inbox';
create index outbox_unread on outbox (recipient) where channel = 'inbox' and read_at is null;

-- Attempts beside outcomes. One that has no outcome was broken off, and nobody knows whether it arrived.
create table outbox_attempts (
  outbox_id bigint not null references outbox on delete cascade,
  n integer not null,
  begun_at timestamptz not null,
  by_user text,                        -- who had it sent again by hand
  ended_at timestamptz,
  outcome text,                        -- sent, failed, unclear
  detail text,                         -- a status, never an address
  primary key (outbox_id, n)
);
