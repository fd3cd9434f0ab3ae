-- What a member gets done, and what waits for it: by a round that has not been, nothing is known.
update consumer_group set member_list = coalesce(
  (select jsonb_agg(m || '{"pace": null, "lags": []}' order by n)
     from jsonb_array_elements(member_list) with ordinality as x (m, n)), '[]');
