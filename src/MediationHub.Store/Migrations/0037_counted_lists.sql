-- Totals of a region's lists by outcome and by source. An office sees hundreds of organizations, and each of them is counted for itself: equal keys lie together,
-- so that a million ended cases take some 8 MB each, and a case enters them once, when it ends.

create index case_rows_ended_by_house_and_outcome on case_rows (organization_id, outcome) where ended;
create index case_rows_ended_by_house_and_source on case_rows (organization_id, source, stage) where ended;

-- Cases past their retention period: those that may be destroyed, of which a province has few, and those that were never archived. Each case stands in one of the two, as it stood in the one index before.
drop index case_retention_by_end;
create index case_retention_archived on case_retention (organization_id, until_on) where destroyed_on is null and stage in ('archived', 'transferred');
create index case_retention_unarchived on case_retention (organization_id, until_on) where destroyed_on is null and stage in ('closed', 'notAccepted');
