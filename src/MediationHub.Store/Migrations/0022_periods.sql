-- Closed reporting periods as they are found in a list; their figures stand in the log alone, signed.
create table period_rows (
  id text collate "C" primary key,     -- province and period: 220000-2026-10
  version integer not null,
  province text not null,
  kind text not null,                  -- month, quarter, year
  from_on date not null,
  to_on date not null,
  closed_on date not null,
  closed_by text not null,
  position bigint not null,            -- the place in the log that the figures stand on
  accepted bigint not null,
  closed bigint not null,
  open_after bigint not null,
  succeeded bigint not null,
  denominator bigint not null,
  digest text not null
);
