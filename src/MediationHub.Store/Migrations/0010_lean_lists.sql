-- What a command writes for the lists (decision 0012). A case changes with every command while it is open and hardly ever once it has ended:
-- the wide indexes that lists are read from alone hold ended cases only, each entering them once. Indexes over open cases are narrow and hold
-- nothing that a step of the work changes, so that its row is mostly written without touching any index (heap-only update).

alter table case_rows add column ended boolean not null generated always as (stage in ('closed', 'notAccepted', 'transferred', 'archived')) stored;

drop index case_rows_by_house;
drop index case_rows_by_receipt;
drop index case_rows_by_stage;
drop index case_rows_by_outcome;
drop index case_rows_by_type;
drop index case_rows_by_source;
drop index case_rows_by_due;
drop index case_rows_by_closing;
drop index case_rows_by_claim;
drop index case_rows_by_number;

create index case_rows_by_house on case_rows (organization_id, received_at desc, id desc);
create index case_rows_by_number on case_rows (number, id);

create index case_rows_open_by_house on case_rows (organization_id, received_at desc, id desc) where not ended;
create index case_rows_open_by_receipt on case_rows (received_at desc, id desc) include (organization_id) where not ended;
create index case_rows_open_by_due on case_rows (due_on, received_at desc, id desc) include (organization_id, due_provisional) where not ended;

create index case_rows_ended_by_house on case_rows (organization_id, received_at desc, id desc) include (stage, outcome, dispute_type, source, closed_on, due_on, due_provisional, claimed, number, mediators) where ended;
create index case_rows_ended_by_receipt on case_rows (received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, source, closed_on, due_on, due_provisional, claimed) where ended;
create index case_rows_ended_by_outcome on case_rows (outcome, received_at desc, id desc) include (organization_id, stage, dispute_type, source, closed_on, due_on, due_provisional, claimed) where ended;
create index case_rows_ended_by_type on case_rows (dispute_type, received_at desc, id desc) include (organization_id, stage, outcome, source, closed_on, due_on, due_provisional, claimed) where ended;
create index case_rows_ended_by_source on case_rows (source, received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, closed_on, due_on, due_provisional, claimed) where ended and source <> 'partyApplication';
create index case_rows_ended_by_closing on case_rows (closed_on desc nulls last, id desc) include (organization_id, stage, outcome, dispute_type, source, received_at, due_on, due_provisional, claimed) where ended;
create index case_rows_ended_by_claim on case_rows (claimed desc, id desc) include (organization_id, stage, outcome, dispute_type, source, received_at, closed_on, due_on, due_provisional) where ended;
create index case_rows_ended_by_due on case_rows (due_on, received_at desc, id desc) include (organization_id, stage, outcome, dispute_type, source, closed_on, due_provisional, claimed) where ended;

-- Overdue performance over a whole city: what is still to be paid, by its day.
create index agreement_rows_waiting on agreement_rows (next_due_on, case_id desc) include (organization_id, status, effective_on) where performed_on is null and defaulted_on is null and next_due_on is not null;

-- New pairs of characters wait in a list beside the index and are sorted in together by the program a second later, off the way of the commands;
-- only a list that grew beyond this is sorted in by whoever writes next.
alter index case_search_by_gram set (gin_pending_list_limit = 65536);
