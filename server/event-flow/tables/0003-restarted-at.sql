-- When the partition's offsets began anew (its topic was made anew, or its log was cut short): rows from before have the
-- same offsets as rows from after, and only these are still to be folded.
alter table fold_cursor add column restarted_at timestamptz;
