-- Totals of a region's lists by outcome and by source. An office sees hundreds of organizations, and each of them is counted for itself: equal keys lie together,
-- so that a million ended cases take some 8 MB each, and a case enters them once, when it ends.

create index case_rows_ended_by_house_and_outcome on case_rows (organization_id, outcome) where ended;
create index case_rows_ended_by_house_and_source on case_rows (organization_id, source, stage) where ended;
