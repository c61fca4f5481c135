-- Imports of registers: what was handed in, how far it is, what was found. What an import brings stands in the log like everything else.

create table imports (
  id text primary key,
  kind text not null,                  -- organizations, mediators, ledger
  state text not null,                 -- checking, checked, running, done, cancelled, failed
  file_id text not null,
  file_sha256 text not null,
  by_user text not null,
  organization_id text,                -- of the head who hands it in
  unit text,                           -- of the office that does
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  confirmed_at timestamptz,
  finished_at timestamptz,
  rows integer not null default 0,
  done integer not null default 0,     -- rows gone through, in order: where to go on after a stop
  made integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  failed integer not null default 0,
  errors integer not null default 0,
  warnings integer not null default 0,
  cancel_asked boolean not null default false,
  report bytea                         -- what was found, row by row; compressed and encrypted, since sentences may name people
);
create index imports_by_age on imports (created_at desc);
create index imports_under_way on imports (created_at) where state in ('checking', 'running');

-- Cases of an organization's old ledger: shown with a mark, counted apart.
alter table case_rows add column imported boolean not null default false;
