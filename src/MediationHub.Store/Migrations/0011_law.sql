-- The law as data stands in the log (streams calendar and rulebook). What follows from it: the clocks that somebody still waits for,
-- and the work of rewriting them after an amendment.

create table case_clocks (
  case_id text collate "C" not null,
  rule text collate "C" not null,
  subject text collate "C" not null default '', -- which term of the agreement; empty where a case has one clock of the rule
  organization_id text not null,
  mediators text[] not null,
  from_on date not null,
  extend integer not null,             -- days added by agreement, in the rule's unit
  due_on date not null,                -- with (rule, from_on, extend) a function of the law in force; of TERM the day that was agreed
  provisional boolean not null,        -- nothing expires by it
  primary key (case_id, rule, subject)
);
create index case_clocks_by_house on case_clocks (organization_id, due_on);
create index case_clocks_by_due on case_clocks (due_on);

-- One for every amendment: entered in its transaction, worked off behind it by whichever node comes first.
create table recomputations (
  revision integer primary key,        -- of the law: versions of both streams added up
  cause text not null,                 -- calendar 2027/1, rulebook 3
  asked_by text not null,
  asked_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  total integer not null default 0,    -- clocks to rewrite
  done integer not null default 0,
  cases integer not null default 0     -- case rows rewritten
);
