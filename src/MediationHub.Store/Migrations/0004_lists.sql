-- Lists and search over a million cases (decision 0012). What stands here besides people's own choices are read rows.

alter table installation add column projections text;   -- which shape and meaning the read rows have; another one: made anew from the log at start

-- One index for each order in which cases are listed, each holding what lists are narrowed by, so that a page and its total are read from it alone.
drop index case_rows_by_receipt;
drop index case_rows_by_number;
create index case_rows_by_house on case_rows (organization_id, received_at desc, id desc) include (stage, outcome, dispute_type, source, closed_on, due_on, due_provisional, claimed, number, mediators);
create index case_rows_by_receipt on case_rows (received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, source, closed_on, due_on, due_provisional, claimed);
create index case_rows_by_stage on case_rows (stage, received_at desc, id desc) include (organization_id, outcome, dispute_type, source, closed_on, due_on, due_provisional, claimed) where stage not in ('closed', 'archived');
create index case_rows_by_outcome on case_rows (outcome, received_at desc, id desc) include (organization_id, stage, dispute_type, source, closed_on, due_on, due_provisional, claimed) where outcome is not null;
create index case_rows_by_type on case_rows (dispute_type, received_at desc, id desc) include (organization_id, stage, outcome, source, closed_on, due_on, due_provisional, claimed);
create index case_rows_by_source on case_rows (source, received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, closed_on, due_on, due_provisional, claimed) where source <> 'partyApplication';
create index case_rows_by_due on case_rows (due_on, received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, source, closed_on, due_provisional, claimed);
create index case_rows_by_closing on case_rows (closed_on desc nulls last, id desc) include (organization_id, stage, outcome, dispute_type, source, received_at, due_on, due_provisional, claimed);
create index case_rows_by_claim on case_rows (claimed desc, id desc) include (organization_id, stage, outcome, dispute_type, source, received_at, closed_on, due_on, due_provisional);
create index case_rows_by_number on case_rows (number, id) include (organization_id, stage, outcome, dispute_type, source, received_at, closed_on, due_on, due_provisional, claimed);

-- When a party's case was received, so that those who come again and again are counted without looking at each case.
alter table case_parties add column received_at timestamptz not null default '-infinity';
alter table case_parties alter column received_at drop default;
drop index case_parties_by_id;
create index case_parties_by_id on case_parties (id_hash, received_at desc) include (organization_id, case_id) where id_hash is not null;

-- What is written of a case, as keyed hashes of its pairs of characters. Each hash is bound to the scope that may find by it.
create table case_search (
  case_id text collate "C" not null,
  scope text not null,                 -- the organization, or for what was said in private the mediator
  part text not null,                  -- case, or a session's id
  grams integer[] not null,
  primary key (case_id, scope, part)
);
create index case_search_by_gram on case_search using gin (grams);

create table agreement_rows (
  case_id text collate "C" primary key,
  organization_id text not null,
  mediators text[] not null,           -- of the case, for whom a mediator may see
  status text not null,
  drafted_on date not null,
  effective_on date,
  amount numeric not null,
  paid numeric not null,
  next_due_on date,                    -- of what is not performed yet
  last_due_on date,
  performed_on date,                   -- when the last of it was
  defaulted_on date                    -- when some of it was marked as not performed, and still is not
) with (fillfactor = 90);
create index agreement_rows_by_house on agreement_rows (organization_id, effective_on desc nulls last, case_id desc) include (status, amount, next_due_on, performed_on, defaulted_on, mediators);
create index agreement_rows_by_effect on agreement_rows (effective_on desc nulls last, case_id desc) include (organization_id, status, next_due_on, performed_on, defaulted_on);
create index agreement_rows_by_due on agreement_rows (next_due_on, case_id desc) include (organization_id, status, effective_on, performed_on, defaulted_on);
create index agreement_rows_by_amount on agreement_rows (amount desc, case_id desc) include (organization_id, status, effective_on, next_due_on, performed_on, defaulted_on);

create index mediator_rows_by_name on mediator_rows (name, id);

-- Each person's own: which columns a list shows in which order, and searches kept under a name.
create table list_columns (
  user_name text not null references accounts on delete cascade,
  list text not null,
  columns text[] not null,
  primary key (user_name, list)
);
create table list_views (
  id bigint generated always as identity primary key,
  user_name text not null references accounts on delete cascade,
  list text not null,
  name bytea not null,                 -- encrypted with the query: what people search for may name somebody
  query bytea not null,
  at timestamptz not null default now()
);
create index list_views_by_user on list_views (user_name, list, id);
