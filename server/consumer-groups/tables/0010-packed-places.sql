-- Places that are not read to their end stand in the same short form as the others: without names (`stored-place.ts`).
update group_topic t set places = (
  select json_agg(case when json_typeof(p) = 'array' then p else json_build_array(
           p->'partition', p->'committed', p->'seenAt', p->'start', p->'end', p->'stable', p->'lag', p->'lagMs',
           p->'lagErrorMs', p->'lagMsFrom', p->'verdict', p->'reason', p->'behind', p->'clamped', p->'lost',
           json_build_array(p->'trend'->'direction', p->'trend'->'perSecond', p->'trend'->'closesInMs'),
           case when json_typeof(p->'pace') = 'object'
                then json_build_array(p->'pace'->'perSecond', p->'pace'->'errorPerSecond', p->'pace'->'overMs') end,
           p->'problem') end order by n)
    from json_array_elements(t.places) with ordinality as x (p, n))
 where exists (select from json_array_elements(t.places) p where json_typeof(p) = 'object');
